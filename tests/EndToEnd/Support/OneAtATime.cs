using Xunit;

// All of them run the same checkout on the same processors.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
