using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Ids of spans that begin in one process and may end in another: worked out from what is stored anyway.</summary>
internal static class SpanIds
{
    private const int SpanIdBytes = 8;

    /// <summary>The platform gives every span an id of its own and has no way to choose it. The official packages set the same field;
    /// should it be gone one day, spans keep ids of their own.</summary>
    private static readonly FieldInfo? IdField = typeof(Activity).GetField("_spanId", BindingFlags.Instance | BindingFlags.NonPublic);

    public static ActivitySpanId OfExecution(string executionId) => Of(executionId);

    /// <summary>The wait for one task of an execution: what happens there has it as its parent.</summary>
    public static ActivitySpanId OfTask(string executionId, int taskId) => Of(FormattableString.Invariant($"{executionId}/{taskId}"));

    /// <summary>Before anybody has read the span's id.</summary>
    public static void Give(Activity span, ActivitySpanId id) => IdField?.SetValue(span, id.ToHexString());

    private static ActivitySpanId Of(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        return ActivitySpanId.CreateFromBytes(hash[..SpanIdBytes]);
    }
}
