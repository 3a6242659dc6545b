using System.Text.Json;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>Messages that are being written, as a customer would get them, and as tests.</summary>
public sealed class MessageDraftApiTests
{
    private const string Mail = "---\nsubject: \"{{customer.name}}さまへ\"\npurpose: transactional\ndefaults: { customer.name: お客 }\n---\n{{customer.nameWithHonorific}}\n\n{{#if order}}\n{{order.total}}\n{{/if}}\n\n[やめる]({{links.unsubscribe}})\n";
    private const string Line = "messages:\n  - type: text\n    text: \"{{customer.nameWithHonorific}}\"\n";

    [Fact]
    public async Task Preview_OfAnEmail_ForACustomer_HasTheirValues_AndLinksThatHarmNobody()
    {
        (Story story, ApiBed bed, string customer) = await OpenAsync();
        using ApiBed opened = bed;
        ApiAnswer shown = await PreviewAsync(bed, new { kind = "email", name = "new-one", text = Mail, customer });
        Assert.Equal(("[]", "[]", "山田 花子さまへ", "[]"), (shown.At("faults"), shown.At("limits"), shown.At("subject"), shown.At("missing")));
        Assert.Contains("山田 花子 様", shown.At("html"), StringComparison.Ordinal);
        Assert.Contains("¥5,000", shown.At("text"), StringComparison.Ordinal);
        Assert.DoesNotContain("/u/", shown.At("html"), StringComparison.Ordinal);
        Assert.Equal("null", shown.Json.GetProperty("lineMessages").GetRawText());
        Assert.Equal(["subject-characters", "html-bytes", "text-characters"], shown.Json.GetProperty("sizes").EnumerateArray().Select(s => ApiAnswer.At(s, "what")));
        Assert.Equal($"{System.Text.Encoding.UTF8.GetByteCount(shown.At("html")!)}", shown.At("sizes.1.size"));
        Assert.Equal(["21T12:00 mail Sent"], await story.LedgerAsync(Told.Account("7", 1, "hanako@example.com")));
    }

    [Fact]
    public async Task Preview_WithoutAnOrder_LeavesItsPartsAway()
    {
        (_, ApiBed bed, string customer) = await OpenAsync();
        using ApiBed opened = bed;
        Assert.DoesNotContain("¥", (await PreviewAsync(bed, new { kind = "email", name = "new-one", text = Mail, customer, withOrder = false })).At("text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_ForSomebodyWithoutAName_SaysWhatStandsIn()
    {
        (_, ApiBed bed, string customer) = await OpenAsync(name: null);
        using ApiBed opened = bed;
        ApiAnswer shown = await PreviewAsync(bed, new { kind = "email", name = "new-one", text = Mail, customer });
        Assert.Equal("お客さまへ", shown.At("subject"));
        Assert.Equal(
            ["customer.name お客", "customer.nameWithHonorific お客さま"],
            shown.Json.GetProperty("missing").EnumerateArray().Select(m => $"{ApiAnswer.At(m, "name")} {ApiAnswer.At(m, "standIn")}"));
        Assert.Equal("お名前（敬称なし）", shown.At("missing.0.meaning.ja"));
    }

    [Fact]
    public async Task Preview_TakesTheDraft_AndElseWhatIsPublished()
    {
        (Story story, ApiBed bed, _) = await OpenAsync();
        using ApiBed opened = bed;
        Assert.StartsWith("茶舗みどり", (await PreviewAsync(bed, new { kind = "email", name = "thank-you" })).At("subject"), StringComparison.Ordinal);
        DraftStore drafts = new(story.World.Tables, story.World.Clocks);
        await drafts.SaveAsync(new TemplateName(TemplateKind.Email, "thank-you"), null, Mail, null, null, default);
        Assert.Equal("山田 花子さまへ", (await PreviewAsync(bed, new { kind = "email", name = "thank-you" })).At("subject"));
        (await bed.SendAsync("POST", "/api/messages/preview", """{"kind": "line", "name": "nobody"}""")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Preview_OfALineMessage_HasItsObjects()
    {
        (_, ApiBed bed, string customer) = await OpenAsync();
        using ApiBed opened = bed;
        ApiAnswer shown = await PreviewAsync(bed, new { kind = "line", name = "new-one", text = Line, customer });
        Assert.Equal(("山田 花子 様", null, "1"), (shown.At("lineMessages.0.text"), shown.At("subject"), shown.At("sizes.0.size")));
    }

    [Fact]
    public async Task Preview_OfWhatCannotBeReadOrIsTooLong_SaysSo()
    {
        (_, ApiBed bed, string customer) = await OpenAsync();
        using ApiBed opened = bed;
        ApiAnswer faulty = await PreviewAsync(bed, new { kind = "line", name = "new-one", text = "messages: []\n" });
        Assert.Equal("messages/new-one.line.yaml", faulty.At("faults.0.file"));
        string almost = new('x', 4_995);
        ApiAnswer tooLong = await PreviewAsync(bed, new { kind = "line", name = "new-one", text = $"messages:\n  - type: text\n    text: \"{almost}{{{{customer.nameWithHonorific}}}}\"\n", customer });
        Assert.Equal("5002 characters of 'text'; LINE takes up to 5000", tooLong.At("limits.0"));
    }

    [Theory]
    [InlineData("""{"kind": "journey", "name": "a"}""", 400)]
    [InlineData("""{"kind": "email"}""", 400)]
    [InlineData("""{"kind": "email", "name": "A"}""", 400)]
    [InlineData("""{"kind": "email", "name": "a", "text": "\u0001"}""", 400)]
    [InlineData("""{"kind": "email", "name": "a", "customer": "x@example.com"}""", 400)]
    [InlineData("""{"kind": "email", "name": "thank-you", "customer": "cnobody"}""", 404)]
    public async Task Preview_OfWhatIsNotThere_IsRefused(string json, int status)
    {
        (_, ApiBed bed, _) = await OpenAsync();
        using ApiBed opened = bed;
        (await bed.SendAsync("POST", "/api/messages/preview", json)).IsProblem(status, status == 404 ? "not-found" : "bad-request");
    }

    [Fact]
    public async Task Test_GoesToTheList_Marked_AndStandsInNoLedger()
    {
        (Story story, ApiBed bed, string customer) = await OpenAsync(list: "tester@example.com");
        using ApiBed opened = bed;
        int before = story.World.Email.Messages.Count;
        string[] rows = (await story.World.Tables.DumpAsync()).Where(r => !r.StartsWith("audit ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(204, (int)(await TestAsync(bed, new { kind = "email", name = "new-one", text = Mail, customer }, "Tester@example.com")).Status);
        OutgoingMessage sent = story.World.Email.Messages[^1];
        EmailPayload payload = JsonSerializer.Deserialize<EmailPayload>(sent.Payload, JsonSerializerOptions.Web)!;
        Assert.Equal(("tester@example.com", "【テスト】山田 花子さまへ"), (payload.To, payload.Subject));
        Assert.Equal(before + 1, story.World.Email.Messages.Count);
        Assert.Equal(rows, (await story.World.Tables.DumpAsync()).Where(r => !r.StartsWith("audit ", StringComparison.Ordinal)).ToArray());
    }

    [Fact]
    public async Task Test_ByLine_IsMarkedByAMessageBefore_AndKeepsItsKey()
    {
        string to = "U" + new string('a', 32);
        (Story story, ApiBed bed, _) = await OpenAsync(list: to);
        using ApiBed opened = bed;
        await TestAsync(bed, new { kind = "line", name = "new-one", text = Line }, to);
        await TestAsync(bed, new { kind = "line", name = "new-one", text = Line }, to);
        OutgoingMessage[] sent = [.. story.World.Line.Calls];
        Assert.Equal(2, sent.Length);
        Assert.Equal("【テスト配信】", ApiAnswer.At(JsonDocument.Parse(sent[^1].Payload).RootElement, "messages.0.text"));
        Assert.Single(sent.Select(m => m.Key).Distinct());
    }

    [Theory]
    [InlineData("hanako@example.com", "not-allowed")]
    [InlineData("nonsense", "not-allowed")]
    public async Task Test_ToAnybodyElse_IsRefused(string to, string reason)
    {
        (Story story, ApiBed bed, _) = await OpenAsync(list: "tester@example.com");
        using ApiBed opened = bed;
        int before = story.World.Email.Messages.Count;
        ApiAnswer answer = await TestAsync(bed, new { kind = "email", name = "new-one", text = Mail }, to);
        answer.IsProblem(409, "conflict");
        Assert.Equal(reason, answer.At("reason"));
        Assert.Equal(before, story.World.Email.Messages.Count);
    }

    [Fact]
    public async Task Test_OfWhatCannotBeSent_SaysWhy()
    {
        (_, ApiBed bed, _) = await OpenAsync(list: "tester@example.com");
        using ApiBed opened = bed;
        ApiAnswer answer = await TestAsync(bed, new { kind = "email", name = "new-one", text = "no settings" }, "tester@example.com");
        answer.IsProblem(409, "conflict");
        Assert.Equal(("not-shown", "messages/new-one.email.md"), (answer.At("reason"), answer.At("preview.faults.0.file")));
        (await bed.SendAsync("POST", "/api/messages/test-send", """{"to": "tester@example.com", "key": "k"}""")).IsProblem(400, "bad-request");
        (await bed.SendAsync("POST", "/api/messages/test-send", """{"message": {"kind": "email", "name": "thank-you"}, "to": "tester@example.com"}""")).IsProblem(400, "bad-request");
    }

    private static async Task<(Story Story, ApiBed Bed, string Customer)> OpenAsync(string? name = "山田 花子", string? list = null)
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        SourceCustomer hanako = Told.Account("7", 1, "hanako@example.com") with { Name = name };
        await story.BuysAsync(hanako, "o-1");
        ShopSettings shop = TestShop.Settings with
        {
            TestList = new AllowList(list is null ? new HashSet<string>() : [list], new HashSet<Channel> { Channel.Email, Channel.Line }),
        };
        ApiBed bed = new(story.World, add: s => s.AddSingleton(shop).AddSingleton<IChannelSender>(new TestSender(story.World.Email, Fuse.None)).AddSingleton<IChannelSender>(new TestSender(story.World.Line, Fuse.None)));
        return (story, bed, (await story.StateAsync(hanako)).CustomerId);
    }

    private static async Task<ApiAnswer> PreviewAsync(ApiBed bed, object body)
    {
        ApiAnswer answer = await bed.SendAsync("POST", "/api/messages/preview", JsonSerializer.Serialize(body));
        Assert.True((int)answer.Status == 200, answer.Text);
        return answer;
    }

    private static Task<ApiAnswer> TestAsync(ApiBed bed, object message, string to) =>
        bed.SendAsync("POST", "/api/messages/test-send", JsonSerializer.Serialize(new { message, to, key = "k" }));
}
