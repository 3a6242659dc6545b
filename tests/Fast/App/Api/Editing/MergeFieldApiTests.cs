using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>What a message may name, for whoever writes it.</summary>
public sealed class MergeFieldApiTests
{
    [Fact]
    public async Task Fields_AreListedWithMeaningAndFallback()
    {
        using ApiBed bed = new(new TestWorld());
        ApiAnswer list = await bed.GetAsync("/api/messages/fields");
        Assert.Equal(MergeFields.All.Select(f => f.Name), list.Items.Select(i => ApiAnswer.At(i, "name")));
        Assert.Equal(
            ["customer.nameWithHonorific text optional お客さま ", "order group optional  ", "order.items.price text optional  order.items", "links.unsubscribe link always  "],
            list.Items.Where(i => ApiAnswer.At(i, "name") is "customer.nameWithHonorific" or "order" or "order.items.price" or "links.unsubscribe")
                .Select(i => string.Join(' ', new[] { "name", "kind", "presence", "fallback", "list" }.Select(p => ApiAnswer.At(i, p)))));
        (await bed.SendAsync("GET", "/api/messages/fields?limit=3")).IsProblem(400, "bad-request");
    }
}
