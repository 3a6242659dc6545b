using Azure.Core;
using Azure.Core.Pipeline;

namespace FollowUpFlows.Storage.Azure;

/// <summary>Whether a try of a call may have been carried out although its answer never came. The pipeline then tries again, and a write that
/// had arrived meets itself.</summary>
internal sealed class LostAnswers
{
    private const string PropertyName = "FollowUpFlows.LostAnswers";

    /// <summary>Belongs into every client's pipeline, once for each try.</summary>
    public static HttpPipelinePolicy Policy { get; } = new WatchingPolicy();

    public bool Any { get; private set; }

    /// <summary>Watches the calls that are made until the result is disposed.</summary>
    public IDisposable Watch() => HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [PropertyName] = this });

    private sealed class WatchingPolicy : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            LostAnswers? answers = Of(message);
            try
            {
                ProcessNext(message, pipeline);
                Look(message, answers);
            }
            catch when (Lost(answers))
            {
                throw;
            }
        }

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            LostAnswers? answers = Of(message);
            try
            {
                await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
                Look(message, answers);
            }
            catch when (Lost(answers))
            {
                throw;
            }
        }

        private static LostAnswers? Of(HttpMessage message) =>
            message.TryGetProperty(PropertyName, out object? answers) ? answers as LostAnswers : null;

        /// <summary>A service that was too busy (429, 503) has done nothing; one that broke down or a proxy that gave up may have.</summary>
        private static void Look(HttpMessage message, LostAnswers? answers)
        {
            if (message.Response.Status is 408 or 500 or 502 or 504)
            {
                Lost(answers);
            }
        }

        private static bool Lost(LostAnswers? answers)
        {
            if (answers is not null)
            {
                answers.Any = true;
            }

            return true;
        }
    }
}
