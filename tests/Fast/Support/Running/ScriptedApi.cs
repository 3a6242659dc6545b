using System.Text;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>A shop's API that tells what a test says.</summary>
internal sealed class ScriptedApi : IShopFetch
{
    /// <summary>What was asked for, in order.</summary>
    public List<ShopThing> Asked { get; } = [];

    /// <summary>What the shop has: the name of a webhook of <see cref="ScriptedSource"/>. What is not there the shop does not know.</summary>
    public Dictionary<ShopThing, string> Things { get; } = [];

    /// <summary>Instead of an answer.</summary>
    public ShopApiException? Fault { get; set; }

    /// <summary>Happens while the shop is asked.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public async Task<byte[]?> FetchAsync(ShopThing thing, CancellationToken cancellationToken)
    {
        Asked.Add(thing);
        byte[]? body = Things.TryGetValue(thing, out string? name) ? Encoding.UTF8.GetBytes("body of " + name) : null;
        if (Meanwhile is { } happens)
        {
            Meanwhile = null;
            await happens();
        }

        return Fault is null ? body : throw Fault;
    }
}
