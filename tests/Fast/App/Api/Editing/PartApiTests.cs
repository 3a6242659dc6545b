using System.Text.Json;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>Parts of messages are written, shown and published like messages, with the journeys that send them.</summary>
public sealed class PartApiTests
{
    private const string Signature = "---\nname: 署名\n---\n茶舗みどり\n";
    private const string Signed = "---\nsubject: s\npurpose: transactional\n---\nこんにちは\n\n{{> signature}}\n";

    [Fact]
    public async Task Publish_OfAPart_MakesAVersionOfEveryJourneyWhoseMessagesIncludeIt()
    {
        using EditingBed bed = await SignedAsync();
        Assert.Equal(["one-mail 2", "thanks 2"], await bed.HeadsAsync());
        Assert.Equal(Signature, await bed.TextAsync("one-mail", 2, "parts/signature.md"));

        object draft = await bed.WriteAsync(TemplateKind.Part, "signature", Signature + "また、どうぞ。\n");
        ApiAnswer preview = await bed.PreviewAsync();
        Assert.Equal(
            ["signature", "email", "thank-you", "[\"parts/signature.md\"]", "[\"mail\"]", "[\"now\",\"later\"]"],
            new[] { "drafts.0.name", "drafts.0.usedIn.0.kind", "drafts.0.usedIn.0.name", "journeys.0.files", "journeys.0.stepsChanged", "journeys.1.stepsChanged" }.Select(preview.At).Select(Squeezed));
        Assert.Equal(200, (int)(await bed.PublishAsync(new { drafts = new[] { draft }, key = "k2", by = "x" })).Status);
        Assert.Equal(["one-mail 3", "thanks 3"], await bed.HeadsAsync());
        Assert.Equal(Signature, await bed.TextAsync("one-mail", 2, "parts/signature.md"));
    }

    [Fact]
    public async Task Part_IsListedWithItsNameAndItsMessages()
    {
        using EditingBed bed = await SignedAsync();
        await bed.WriteAsync(TemplateKind.Email, "another", Signed);
        ApiAnswer shown = await bed.Api.GetAsync("/api/templates/part/signature");
        Assert.Equal(
            ["part", "parts/signature.md", "署名", "[\"one-mail\",\"thanks\"]", "another", "thank-you", Signature],
            new[] { "template.kind", "template.path", "template.title.ja", "template.usedBy", "template.usedIn.0.name", "template.usedIn.1.name", "text" }.Select(shown.At).Select(Squeezed));
        ApiAnswer list = await bed.Api.GetAsync("/api/templates?limit=200");
        Assert.Contains(list.Items, i => ApiAnswer.At(i, "kind") == "part" && ApiAnswer.At(i, "usedIn.1.name") == "thank-you");
    }

    [Fact]
    public async Task Part_ThatAMessageLacks_KeepsItFromBeingPublished()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        object mail = await bed.WriteAsync(TemplateKind.Email, "thank-you", Signed);
        await bed.WriteAsync(TemplateKind.Part, "signature", Signature);
        ApiAnswer answer = await bed.PublishAsync(new { drafts = new[] { mail }, key = "k", by = "x" });
        Assert.Equal(("faulty", "thank-you", "7"), (answer.At("reason"), answer.At("findings.0.name"), answer.At("findings.0.line")));
        Assert.Contains("there is no part 'signature'; write it as 'parts/signature.md'", answer.At("findings.0.detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Part_ThatNoMessageIncludes_StaysADraft_AndIsReadAllTheSame()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        object lonely = await bed.WriteAsync(TemplateKind.Part, "lonely", Signature);
        Assert.Equal(("true", "unused-file"), ((await bed.PreviewAsync()).At("drafts.0.isUnsent"), (await bed.PreviewAsync()).At("findings.0.rule")));
        Assert.Equal("nothing", (await bed.PublishAsync(new { drafts = new[] { lonely }, key = "k", by = "x", why = "y" })).At("reason"));
        await bed.WriteAsync(TemplateKind.Part, "lonely", "---\nname: x\n---\n{{nobody}}\n");
        ApiAnswer lint = await bed.Api.SendAsync("POST", "/api/lint", "{}");
        Assert.Contains(lint.Json.GetProperty("findings").EnumerateArray(), f => ApiAnswer.At(f, "file") == "parts/lonely.md" && ApiAnswer.At(f, "line") == "4" && ApiAnswer.At(f, "severity") == "fault");
    }

    /// <summary>A season's greeting is wanted again next year.</summary>
    [Fact]
    public async Task Part_ThatItsLastMessageLetsGoOf_GoesOnAsADraft()
    {
        using EditingBed bed = await SignedAsync();
        object mail = await bed.WriteAsync(TemplateKind.Email, "thank-you", Signed.Replace("{{> signature}}", "では", StringComparison.Ordinal));
        Assert.Equal(200, (int)(await bed.PublishAsync(new { drafts = new[] { mail }, key = "k2", by = "x" })).Status);
        Draft kept = (await bed.Drafts.FindAsync(new TemplateName(TemplateKind.Part, "signature"), default))!;
        Assert.Equal((Signature, null), (kept.Text, kept.BasedOn));
        Assert.Equal("part", Assert.Single((await bed.Api.GetAsync("/api/drafts")).Items, i => ApiAnswer.At(i, "name") == "signature").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Remove_OfANewPart_IsRefusedWhileSomethingIncludesIt()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        await bed.WriteAsync(TemplateKind.Part, "signature", Signature);
        await bed.WriteAsync(TemplateKind.Email, "thank-you", Signed);
        ApiAnswer refused = await RemoveAsync(bed);
        refused.IsProblem(409, "conflict");
        Assert.Equal(("in-use", "thank-you"), (refused.At("reason"), refused.At("usedIn.0.name")));
        await bed.WriteAsync(TemplateKind.Email, "thank-you", "---\nsubject: s\n---\nx\n");
        Assert.Equal(204, (int)(await RemoveAsync(bed)).Status);
    }

    [Fact]
    public async Task Preview_SeesThroughParts_AndShowsAPartByItself()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        await bed.WriteAsync(TemplateKind.Part, "signature", "---\nname: 署名\n---\n{{#if customer.rankName}}{{customer.rankName}}{{/if}} 茶舗みどり\n");
        ApiAnswer mail = await PreviewAsync(bed, new { kind = "email", name = "new-one", text = Signed });
        Assert.Contains("会員 茶舗みどり", mail.At("text"), StringComparison.Ordinal);
        ApiAnswer line = await PreviewAsync(bed, new { kind = "line", name = "new-one", text = "messages:\n  - type: text\n    text: \"{{> signature}}\"\n" });
        Assert.Equal("会員 茶舗みどり", line.At("lineMessages.0.text"));
        ApiAnswer part = await PreviewAsync(bed, new { kind = "part", name = "other", text = "---\nname: 挨拶\n---\n**こんにちは**\n\n{{> signature}}\n" });
        Assert.Equal(("[]", "挨拶"), (part.At("faults"), part.At("subject")));
        Assert.Contains("<strong>こんにちは</strong>", part.At("html"), StringComparison.Ordinal);
        ApiAnswer circle = await PreviewAsync(bed, new { kind = "part", name = "signature", text = "---\nname: x\n---\n{{> signature}}\n" });
        Assert.Contains("(signature → signature)", circle.At("faults.0.message"), StringComparison.Ordinal);
        (await bed.Api.SendAsync("POST", "/api/messages/test-send", """{"message": {"kind": "part", "name": "signature"}, "to": "tester@example.com", "key": "k"}""")).IsProblem(400, "bad-request");
    }

    /// <summary>Values that nobody has are missed in parts, too.</summary>
    [Fact]
    public async Task Preview_OfSomebodyOfWhomLittleIsKnown_MissesTheFieldsOfParts()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        await bed.Story.BuysAsync(Told.Account("7", 1, "hanako@example.com") with { Name = null }, "o-1");
        string customer = (await bed.Story.StateAsync(Told.Account("7", 1, "hanako@example.com"))).CustomerId;
        await bed.WriteAsync(TemplateKind.Part, "signature", "---\nname: x\n---\n{{customer.nameWithHonorific}}\n");
        ApiAnswer mail = await PreviewAsync(bed, new { kind = "email", name = "new-one", text = Signed, customer });
        Assert.Equal("customer.nameWithHonorific", mail.At("missing.0.name"));
    }

    private static async Task<EditingBed> SignedAsync()
    {
        EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail, JourneyFiles.Thanks);
        object[] drafts = [await bed.WriteAsync(TemplateKind.Part, "signature", Signature), await bed.WriteAsync(TemplateKind.Email, "thank-you", Signed)];
        ApiAnswer answer = await bed.PublishAsync(new { drafts, key = "k1", by = "x" });
        Assert.True((int)answer.Status == 200, answer.Text);
        return bed;
    }

    private static async Task<ApiAnswer> RemoveAsync(EditingBed bed)
    {
        string tag = (await bed.Drafts.FindAsync(new TemplateName(TemplateKind.Part, "signature"), default))!.Tag;
        return await bed.Api.SendAsync("DELETE", "/api/drafts/part/signature", change: c => c.Request.Headers.IfMatch = $"\"{tag}\"");
    }

    private static async Task<ApiAnswer> PreviewAsync(EditingBed bed, object body)
    {
        ApiAnswer answer = await bed.Api.SendAsync("POST", "/api/messages/preview", JsonSerializer.Serialize(body));
        Assert.True((int)answer.Status == 200, answer.Text);
        return answer;
    }

    private static string? Squeezed(string? json) => json?.Replace(", ", ",", StringComparison.Ordinal);
}
