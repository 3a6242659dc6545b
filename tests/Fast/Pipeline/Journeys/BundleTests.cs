using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Templates;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>A journey is published with the messages of all of its levels.</summary>
public sealed class BundleTests
{
    private const string Nested = """
        id: nested
        purpose: transactional
        trigger: { type: order }
        steps:
          - id: wait
            waitFor: { type: order, timeout: 3d }
            then:
              - id: by-rank
                branch:
                  - when: { fact: orderCount >= 3 }
                    steps:
                      - { id: deep, send: { channel: [email], message: MESSAGE } }
                  - { otherwise: true, steps: [ { id: other, send: { channel: [line], message: thank-you } } ] }

        """;

    [Fact]
    public void Read_MessagesOfEveryLevel_AreInTheBundle()
    {
        JourneyBundle bundle = Read("thank-you").Value!;
        Assert.Equal(["thank-you"], bundle.Messages.Emails.Keys);
        Assert.Equal(["thank-you"], bundle.Messages.Lines.Keys);
        Assert.Equal(
            ["journeys/0.yaml", "messages/_layout.html", "messages/_layout.txt", "messages/thank-you.email.md", "messages/thank-you.line.yaml"],
            bundle.Files.Files.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_MessageOfAnInnerStepThatIsMissing_IsRefusedAtTheStep() => Assert.Equal(
        ["journeys/0.yaml:12: step 'deep' sends 'nowhere' by email, but there is no file 'messages/nowhere.email.md'"],
        Read("nowhere").Faults.Select(f => f.ToString()));

    [Fact]
    public void Read_MarketingInsideATransactionalJourney_IsRefusedAtTheStep() =>
        Assert.Equal(12, Assert.Single(Read("sale", ("messages/sale.email.md", "---\nsubject: s\n---\ntext\n")).Faults).Line);

    private static TemplateReading<JourneyBundle> Read(string message, params (string, string)[] files) => JourneyBundle.Read(
        "journeys/0.yaml", JourneyFiles.Set(Nested.Replace("MESSAGE", message, StringComparison.Ordinal)).With(files), "six-rank");
}
