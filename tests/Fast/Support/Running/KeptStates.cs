using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>Customers as text, for comparing every part of them.</summary>
internal static class KeptStates
{
    public static string TextOf(CustomerState state) => string.Join('\n',
        state.Profile?.ETag,
        StoredJson.Write(state.Customer),
        StoredJson.Write(state.Orders),
        StoredJson.Write(state.Consents.OrderBy(c => c.Key)),
        StoredJson.Write(state.Events),
        StoredJson.Write(state.Ranks.OrderBy(r => r.Key, StringComparer.Ordinal)),
        StoredJson.Write(state.Enrollments.Select(e => e.ToString())),
        StoredJson.Write(state.Choices),
        StoredJson.Write(state.Imports.OrderBy(i => i.Key, StringComparer.Ordinal)),
        string.Join('\n', state.Sends.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s =>
            $"{s.Key} {string.Join(' ', s.Value.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"))}")));
}
