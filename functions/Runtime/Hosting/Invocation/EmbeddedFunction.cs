using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>A function ready to run: nothing is looked up by reflection when it is called.</summary>
internal sealed class EmbeddedFunction
{
    private readonly MethodCall call;
    private readonly ParameterSource[] sources;
    private readonly ObjectFactory? create;

    public EmbeddedFunction(FunctionEntry entry)
    {
        Entry = entry;
        Retries = RetryRule.Of(entry.Method);
        Definition = new EmbeddedFunctionDefinition(entry);
        call = new MethodCall(entry.Method);
        sources = [.. entry.Method.GetParameters().Select(p => ParameterSources.Of(entry, p)!)];
        create = entry.Method.IsStatic ? null : ActivatorUtilities.CreateFactory(entry.Method.DeclaringType!, []);
    }

    public FunctionEntry Entry { get; }

    public FunctionDefinition Definition { get; }

    public string Name => Entry.Name;

    public RetryRule Retries { get; }

    /// <summary>Creates the class from the invocation's services, calls the method, and disposes of the class.</summary>
    public async Task<object?> RunAsync(Invocation invocation)
    {
        object?[] arguments = Array.ConvertAll(sources, s => s(invocation));
        object? instance = create?.Invoke(invocation.InstanceServices, null);
        try
        {
            return await call.InvokeAsync(instance, arguments);
        }
        finally
        {
            switch (instance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }
        }
    }
}
