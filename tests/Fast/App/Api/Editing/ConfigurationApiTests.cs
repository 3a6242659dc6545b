using System.IO.Compression;
using System.Text;
using FollowUpFlows.App.Settings;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>The configuration goes out as files, and comes in as drafts.</summary>
public sealed class ConfigurationApiTests
{
    private const string Path = "/api/configuration";

    [Fact]
    public async Task Configuration_TakenFromOneShopToAnother_IsTheSameThere()
    {
        Story from = await Story.WithAsync(JourneyFiles.OneMail, JourneyFiles.Thanks);
        using ApiBed here = new(from.World, add: s => s.AddSingleton(Settings(("Shop:Name", "花の店"), ("Sending:PauseDates:0", "12-29..01-03"))));
        ApiAnswer export = await here.GetAsync(Path);
        Assert.Equal(("application/zip", "attachment; filename=followupflows-2026-11-21.zip; filename*=UTF-8''followupflows-2026-11-21.zip"), (export.ContentType, export.Headers.ContentDisposition.ToString()));
        Assert.Equal((await here.GetAsync(Path)).Bytes, export.Bytes);

        using ApiBed there = new(new TestWorld(), add: s => s.AddSingleton(Settings(("Shop:Name", "月の店"), ("Shop:Currency", "JPY"))));
        ApiAnswer plan = await PreviewAsync(there, export.Bytes);
        Assert.Equal(("true", "[]", "[]"), (plan.At("canImport"), plan.At("faults"), plan.At("ignored")));
        Assert.All(plan.Json.GetProperty("files").EnumerateArray(), f => Assert.Equal("added", ApiAnswer.At(f, "state")));
        Assert.Equal(
            """[{"name":"Sending:PauseDates:0","here":null,"there":"12-29..01-03"},{"name":"Shop:Currency","here":"JPY","there":null},{"name":"Shop:Name","here":"月の店","there":"花の店"}]""",
            plan.At("settings"));
        ApiAnswer imported = await ImportAsync(there, export.Bytes, plan.At("mark"));
        Assert.Equal(200, (int)imported.Status);
        string publish = $$"""{"key":"1","by":"花子","why":"引っ越し","drafts":{{imported.At("drafts")}}}""";
        Assert.Equal(200, (int)(await there.SendAsync("POST", "/api/publish", publish)).Status);
        Assert.Equal(TextsOf(export.Bytes).Values.Order(StringComparer.Ordinal), TextsOf((await there.GetAsync(Path)).Bytes).Values.Order(StringComparer.Ordinal));
        Assert.Equal("false", (await PreviewAsync(there, export.Bytes)).At("canImport"));
    }

    [Fact]
    public async Task Preview_SaysWhatBecomesOfEachFile_AndWhatIsWrong()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail, JourneyFiles.Thanks);
        byte[] zip = ZipOf(
            ("journeys/mine.yaml", JourneyFiles.OneMail.Replace("name: one-mail", "name: 一通", StringComparison.Ordinal)),
            ("journeys/new.yaml", JourneyFiles.OneMail.Replace("one-mail", "new", StringComparison.Ordinal).Replace("message: thank-you", "message: nothing", StringComparison.Ordinal)),
            ("messages/thank-you.email.md", JourneyFiles.Set().Files["messages/thank-you.email.md"]),
            ("README.md", "read me"),
            ("__MACOSX/journeys/._mine.yaml", "x"));
        ApiAnswer plan = await PreviewAsync(bed.Api, zip);
        string[] states = [.. plan.Json.GetProperty("files").EnumerateArray().Select(f => $"{ApiAnswer.At(f, "kind")} {ApiAnswer.At(f, "name")} {ApiAnswer.At(f, "state")}")];
        Assert.Contains("journey one-mail changed", states);
        Assert.Contains("journey new added", states);
        Assert.Contains("journey thanks only-here", states);
        Assert.Contains("email thank-you equal", states);
        Assert.Contains("line thank-you only-here", states);
        Assert.Equal("""["README.md"]""", plan.At("ignored"));
        Assert.Contains(plan.Json.GetProperty("findings").EnumerateArray(), f => ApiAnswer.At(f, "severity") == "fault" && ApiAnswer.At(f, "name") == "new");
        Assert.Equal("true", plan.At("canImport"));  // as drafts, which can be mended
        Assert.Empty(await bed.Drafts.AllAsync(default));
    }

    [Fact]
    public async Task Import_OverWhatSomebodyIsWriting_AsksFirst()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        byte[] zip = ZipOf(("shop/journeys/one-mail.yaml", JourneyFiles.OneMail + "# 二\n"));  // in a folder of its own
        await bed.WriteAsync(TemplateKind.Journey, "one-mail", JourneyFiles.OneMail + "# 三\n");
        ApiAnswer plan = await PreviewAsync(bed.Api, zip);
        Assert.Equal("true", plan.Json.GetProperty("files").EnumerateArray().Single(f => ApiAnswer.At(f, "state") == "changed").GetProperty("replacesDraft").GetRawText());
        ApiAnswer refused = await ImportAsync(bed.Api, zip, plan.At("mark"));
        refused.IsProblem(409, "conflict");
        Assert.Equal(("would-replace", "one-mail"), (refused.At("reason"), refused.At("names.0.name")));
        Assert.Equal(200, (int)(await ImportAsync(bed.Api, zip, plan.At("mark"), "?drafts=replace")).Status);
        Assert.EndsWith("# 二\n", Assert.Single(await bed.Drafts.AllAsync(default)).Text, StringComparison.Ordinal);
        (await ImportAsync(bed.Api, zip, plan.At("mark"))).IsProblem(412, "precondition-failed");
        (await ImportAsync(bed.Api, zip, null)).IsProblem(428, "precondition-required");
        ApiAnswer again = await PreviewAsync(bed.Api, zip);
        Assert.Equal(200, (int)(await ImportAsync(bed.Api, zip, again.At("mark"))).Status);  // the draft says the same already
    }

    /// <summary>A data folder that somebody packed has secrets in its settings: they are neither taken nor shown.</summary>
    [Fact]
    public async Task Settings_ThatAreSecretOrOfPeople_AreNeitherGivenNorTaken()
    {
        (string, string)[] secret = [("Links:Key", "s3cret-a"), ("Access:Users:0:Name", "s3cret-b@example.com"), ("Sending:AllowList:0", "s3cret-c@example.com"), ("Channels:Line:AccessToken", "s3cret-d"), ("Sources:a:Secrets:0", "s3cret-e"), ("Certificates:Key", "s3cret-f")];
        using ApiBed bed = new(new TestWorld(), add: s => s.AddSingleton(Settings([.. secret, ("Shop:Name", "花の店"), ("Topics:news", "お知らせ"), ("Topics:news:En", "News")])));
        byte[] export = (await bed.GetAsync(Path)).Bytes;
        string settings = TextsOf(export)["settings.json"];
        Assert.DoesNotContain("s3cret", settings, StringComparison.Ordinal);
        Assert.Contains("花の店", settings, StringComparison.Ordinal);
        Assert.Equal("[]", (await PreviewAsync(bed, export)).At("settings"));
        string text = string.Join(",", secret.Select(s => $"\"{s.Item1}\":\"{s.Item2}\""));
        ApiAnswer plan = await PreviewAsync(bed, ZipOf(("settings.json", $"{{{text}}}")));
        Assert.DoesNotContain("s3cret", plan.Text, StringComparison.Ordinal);
        Assert.Equal("false", plan.At("canImport"));
        Assert.Equal("true", (await PreviewAsync(bed, ZipOf(("settings.json", "{")))).At("settingsUnreadable"));
    }

    [Theory]
    [InlineData("../journeys/x.yaml")]
    [InlineData("journeys/../../x.yaml")]
    [InlineData("/journeys/x.yaml")]
    [InlineData("journeys\\x.yaml")]
    [InlineData("C:/journeys/x.yaml")]
    [InlineData("journeys//x.yaml")]
    public async Task Path_ThatLeadsOut_IsRefused(string path)
    {
        using ApiBed bed = new(new TestWorld());
        byte[] zip = ZipOf((path, JourneyFiles.OneMail), ("ranks/x.yaml", "x"));
        ApiAnswer plan = await PreviewAsync(bed, zip);
        Assert.Contains("leads out", plan.At("faults.0.detail"), StringComparison.Ordinal);
        Assert.Equal("false", plan.At("canImport"));
        (await ImportAsync(bed, zip, plan.At("mark"))).IsProblem(409, "conflict");
    }

    [Fact]
    public async Task Zip_ThatIsNoneOrTooMuch_IsRefusedInWords()
    {
        using ApiBed bed = new(new TestWorld());
        Assert.Contains("no ZIP", (await PreviewAsync(bed, Encoding.UTF8.GetBytes("PK no"))).At("faults.0.detail"), StringComparison.Ordinal);
        Assert.Contains("no ZIP", (await PreviewAsync(bed, [])).At("faults.0.detail"), StringComparison.Ordinal);
        Assert.Contains("too long", (await PreviewAsync(bed, ZipOf(("journeys/x.yaml", new string('x', 4 * Draft.TextLengthMax + 1))))).At("faults.0.detail"), StringComparison.Ordinal);
        Assert.Contains("more than 2000", (await PreviewAsync(bed, ZipOf([.. Enumerable.Range(0, 2001).Select(i => ($"x/{i}", ""))]))).At("faults.0.detail"), StringComparison.Ordinal);
        Assert.Contains("twice", (await PreviewAsync(bed, ZipOf(("ranks/x.yaml", "x"), ("ranks/x.yaml", "y")))).At("faults.0.detail"), StringComparison.Ordinal);
        Assert.Contains("UTF-8", (await PreviewAsync(bed, ZipOf("ranks/x.yaml", [0x83, 0x65]))).At("faults.0.detail"), StringComparison.Ordinal);
        Assert.Contains("is none of a template", (await PreviewAsync(bed, ZipOf(("ranks/A b.yaml", "x")))).At("faults.0.detail"), StringComparison.Ordinal);
        (await bed.SendAsync("POST", Path + "/preview", "{}")).IsProblem(415, "unsupported-media-type");
        (await PreviewAsync(bed, new byte[ConfigurationZip.BytesMax + 1])).IsProblem(413, "too-large");
    }

    private static SharedSettings Settings(params (string Name, string Value)[] values) =>
        SharedSettings.Of(new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Name, (string?)v.Value))).Build());

    private static Task<ApiAnswer> PreviewAsync(ApiBed bed, byte[] zip) => SendAsync(bed, Path + "/preview", zip, null);

    private static Task<ApiAnswer> ImportAsync(ApiBed bed, byte[] zip, string? mark, string query = "") => SendAsync(bed, Path + "/import" + query, zip, mark);

    private static Task<ApiAnswer> SendAsync(ApiBed bed, string path, byte[] zip, string? mark) => bed.SendAsync("POST", path, change: c =>
    {
        c.Request.ContentType = "application/zip";
        c.Request.Body = new MemoryStream(zip);
        if (mark is not null)
        {
            c.Request.Headers.IfMatch = $"\"{mark}\"";
        }
    });

    private static Dictionary<string, string> TextsOf(byte[] zip)
    {
        using ZipArchive archive = new(new MemoryStream(zip));
        return archive.Entries.Where(e => e.FullName != "settings.json" || archive.Entries.Count == 1).ToDictionary(e => e.FullName, e => new StreamReader(e.Open()).ReadToEnd());
    }

    private static byte[] ZipOf(params (string Path, string Text)[] files) => ZipOf(files.Select(f => (f.Path, Encoding.UTF8.GetBytes(f.Text))));

    private static byte[] ZipOf(string path, byte[] bytes) => ZipOf([(path, bytes)]);

    private static byte[] ZipOf(IEnumerable<(string Path, byte[] Bytes)> files)
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string path, byte[] bytes) in files)
            {
                using Stream entry = zip.CreateEntry(path).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }
}
