using System.Collections.Concurrent;
using FollowUpFlows.Pipeline.Sending.Messages;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>One template serves many customers at once.</summary>
public sealed class RenderingTests
{
    private const string Body = """
        {{customer.nameWithHonorific}}

        {{#if order}}
        {{#each order.items}}
        - {{name}} {{quantity}}
        {{/each}}
        {{else}}
        なし
        {{/if}}
        """;

    [Fact]
    public void Email_RenderedInParallel_IsTheSameAsOneByOne()
    {
        EmailTemplate shared = MessageCases.Email(Body, "{{customer.nameWithHonorific}}");
        ConcurrentDictionary<int, RenderedEmail> parallel = new();
        Parallel.For(0, 600, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            parallel[i] = MessageRenderer.Render(shared, MessageCases.Layout, Customer(i)));

        EmailTemplate alone = MessageCases.Email(Body, "{{customer.nameWithHonorific}}");
        Assert.All(parallel, one => Assert.Equal(MessageRenderer.Render(alone, MessageCases.Layout, Customer(one.Key)), one.Value));
        Assert.Contains("客599 様", parallel[599].Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Email_OfMoreShapesThanAreShared_IsStillRight()
    {
        EmailTemplate template = MessageCases.Email(Body);
        Assert.All(Enumerable.Range(1, 140), count =>
        {
            string html = MessageRenderer.Render(template, MessageCases.BareLayout, MessageCases.WithItems(count)).Html;
            Assert.Equal(count, html.Split("<li>abcdefgh 1</li>").Length - 1);
        });
    }

    [Fact]
    public void Line_RenderedInParallel_IsTheSameAsOneByOne()
    {
        LineTemplate template = MessageCases.LineText("{{customer.nameWithHonorific}}{{#if order}}{{order.total}}{{/if}}");
        ConcurrentDictionary<int, string> parallel = new();
        Parallel.For(0, 600, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            parallel[i] = MessageCases.LineJson(template, Customer(i)));
        Assert.All(Enumerable.Range(0, 600), i => Assert.Equal(
            $"[{{\"type\":\"text\",\"text\":\"客{i} 様{(i % 7 == 0 ? "" : "¥5,980")}\"}}]", parallel[i]));
    }

    private static MergeData Customer(int i)
    {
        MergeData data = i % 7 == 0 ? MessageCases.Minimal : MessageCases.WithItems(i % 5 + 1);
        return data.WithCustomer($"客{i}");
    }
}
