using System.Text.Json;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>A shop whose journeys somebody edits.</summary>
internal sealed class EditingBed : IDisposable
{
    private EditingBed(Story story)
    {
        Story = story;
        Api = new ApiBed(story.World);
    }

    public Story Story { get; }

    public ApiBed Api { get; }

    public TestWorld World => Story.World;

    public DraftStore Drafts => Api.Services.GetRequiredService<DraftStore>();

    public static async Task<EditingBed> WithAsync(params string[] journeys) => new(await Story.WithAsync(journeys));

    public void Dispose() => Api.Dispose();

    /// <summary>Somebody writes a file, beginning with what is published now.</summary>
    /// <returns>The draft as a publication names it.</returns>
    public async Task<object> WriteAsync(TemplateKind kind, string name, string text)
    {
        TemplateName file = new(kind, name);
        string? basedOn = (await Api.Services.GetRequiredService<PublishedFiles>().FindAsync(file, default))?.Hash;
        string? tag = (await Drafts.FindAsync(file, default))?.Tag;
        Draft saved = Assert.IsType<DraftChange.Saved>(await Drafts.SaveAsync(file, tag, text, basedOn, null, default)).Draft;
        return new { kind = kind.ToString().ToLowerInvariant(), name, tag = saved.Tag };
    }

    public Task<ApiAnswer> PreviewAsync(object? body = null) => Api.SendAsync("POST", "/api/publish/preview", JsonSerializer.Serialize(body ?? new { }));

    public Task<ApiAnswer> PublishAsync(object body) => Api.SendAsync("POST", "/api/publish", JsonSerializer.Serialize(body));

    public async Task<string> TextAsync(string journey, int version, string path) =>
        (await Story.Shop.Store.Journeys.FilesAsync(journey, version, default))!.Files[path];

    /// <summary>What stands of it: journey and newest version.</summary>
    public async Task<string[]> HeadsAsync() => [.. (await Story.Shop.Store.Journeys.HeadsAsync(default)).Select(h => $"{h.Id} {h.Version}")];
}
