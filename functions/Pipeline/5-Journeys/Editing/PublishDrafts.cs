using System.Globalization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Sending.Messages;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Makes drafts live: shows first what that does, then does it, by the rules by which folders are published.</summary>
public sealed class PublishDrafts(
    DraftStore drafts, PublishedFiles published, JudgeDrafts judge, PublishJourneys publish, JourneyStore store, JourneyLibrary journeys, PublicationLog log, ShopSettings shop, Clocks clocks)
{
    /// <summary>What publishing would do. Changes nothing.</summary>
    /// <returns>Null when something that is expected cannot be written into its journey.</returns>
    public async Task<PublishPlan?> PlanAsync(PublishChoice choice, CancellationToken cancellationToken)
    {
        (List<Draft> chosen, List<TemplateName> moved) = await ChosenAsync(choice, cancellationToken);
        Dictionary<TemplateName, PublishedFile> before = (await published.AllAsync(cancellationToken)).ToDictionary(f => f.Name);
        List<(TemplateName Name, string Text)> texts = [.. chosen.Select(d => (d.Name, d.Text))];
        if (!Write(choice.Expected, texts, before))
        {
            return null;
        }

        JudgedDrafts judged = await judge.RunAsync(texts, cancellationToken);
        HashSet<string> sent = [.. judged.Templates.Journeys.SelectMany(j => j.Bundle.Files.Files.Keys)];
        bool isReadWhole = judged.Templates.Journeys.Count == judged.Set.Journeys.Count();
        PlannedDraft[] planned =
        [
            .. chosen.Select(d => new PlannedDraft(d, texts.First(t => t.Name == d.Name).Text, before.GetValueOrDefault(d.Name), isReadWhole && d.Name.Kind is TemplateKind.Email or TemplateKind.Line or TemplateKind.Part && !sent.Contains(d.Name.Path))),
        ];
        List<PlannedJourney> changed = await ChangedAsync(judged, cancellationToken);
        IEnumerable<TemplateFinding> unsaid = PublishJourneys.Unsaid(judged.Templates, changed.Where(c => c.Before is not null).Select(c => c.Name.Name));
        return new PublishPlan(planned, moved, judged, [.. judged.Findings, .. unsaid], changed, await ModelsAsync(judged, cancellationToken));
    }

    /// <summary>Publishes. Repeating it with the same key answers the same, and completes what was interrupted.</summary>
    /// <param name="key">The caller's own, for this one publication.</param>
    public async Task<PublishOutcome> RunAsync(PublishChoice choice, string key, PublicationNote note, CancellationToken cancellationToken)
    {
        string content = ContentOf(choice);
        KeptPublication? kept = await log.FindAsync(key, cancellationToken);
        if (kept is not null && kept.Content != content)
        {
            return Refused(PublishRefusal.KeyUsed);
        }

        if (kept is { IsDone: true })
        {
            return await DoneAsync(kept, choice.Drafts ?? [], cancellationToken);
        }

        if (await PlanAsync(choice, cancellationToken) is not { } plan)
        {
            return Refused(PublishRefusal.ExpectedNotWritten);
        }

        if (RefusalOf(plan, note) is { } refusal)
        {
            return refusal;
        }

        KeptPublication begun = kept ?? new KeptPublication(content, clocks.Shop.GetUtcNow(), note.By, note.Why, IsDone: false, [], []);
        await log.KeepAsync(key, begun, cancellationToken);
        await KeepPartsAsync(plan.Judged, note.By, cancellationToken);
        Publication publication = await publish.RunAsync(plan.Judged.Set, note, new PublicationWay(choice.Stages, choice.MovesInside), cancellationToken);
        if (publication.Faults.Count > 0)
        {
            return Refused(PublishRefusal.Raced, plan);
        }

        KeptPublication done = begun with
        {
            IsDone = true,
            Versions = VersionsOf(publication, plan.Judged),
            Left = [.. plan.Drafts.Where(d => d.IsUnsent).Select(d => d.Draft.Name)],
        };
        await log.KeepAsync(key, done, cancellationToken);
        return await DoneAsync(done, plan.Drafts.Select(d => (d.Draft.Name, (string?)d.Draft.Tag)), cancellationToken);
    }

    /// <summary>A draft that was changed meanwhile stays.</summary>
    private async Task<PublishOutcome.Done> DoneAsync(KeptPublication done, IEnumerable<(TemplateName Name, string? Tag)> taken, CancellationToken cancellationToken)
    {
        foreach ((TemplateName name, string? tag) in taken.Where(t => t.Tag is not null && !done.Left.Contains(t.Name)))
        {
            await drafts.RemoveAsync(name, tag!, cancellationToken);
        }

        return new PublishOutcome.Done(done.At, done.By, done.Why, done.Versions, done.Left);
    }

    /// <summary>Why the plan cannot be published as it is; null when it can.</summary>
    public static PublishOutcome.Refused? RefusalOf(PublishPlan plan, PublicationNote note) =>
        plan.Moved.Count > 0 ? new PublishOutcome.Refused(PublishRefusal.DraftMoved, plan.Moved, plan)
        : plan.Drafts.All(d => d.IsUnsent) && plan is { IsFaulty: false, Journeys.Count: 0, Models.Count: 0 } ? Refused(PublishRefusal.Nothing, plan)
        : plan.Drafts.Where(d => d.IsStale).Select(d => d.Draft.Name).ToList() is { Count: > 0 } stale ? new PublishOutcome.Refused(PublishRefusal.Stale, stale, plan)
        : plan.IsFaulty ? Refused(PublishRefusal.Faulty, plan)
        : plan.NeedsReason && note.Why is null ? Refused(PublishRefusal.Unexplained, plan)
        : null;

    private static PublishOutcome.Refused Refused(PublishRefusal reason, PublishPlan? plan = null) => new(reason, [], plan);

    private async Task<(List<Draft> Chosen, List<TemplateName> Moved)> ChosenAsync(PublishChoice choice, CancellationToken cancellationToken)
    {
        IReadOnlyList<Draft> all = await drafts.AllAsync(cancellationToken);
        if (choice.Drafts is not { } wanted)
        {
            return ([.. all], []);
        }

        List<Draft> chosen = [.. all.Where(d => wanted.Any(w => w.Name == d.Name && (w.Tag is null || w.Tag == d.Tag)))];
        return (chosen, [.. wanted.Select(w => w.Name).Except(chosen.Select(d => d.Name))]);
    }

    /// <summary>Of a journey that has no draft its published file is taken.</summary>
    private bool Write(IReadOnlyList<ExpectedOf> expected, List<(TemplateName Name, string Text)> texts, Dictionary<TemplateName, PublishedFile> before)
    {
        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        foreach (ExpectedOf each in expected)
        {
            int index = texts.FindIndex(t => t.Name == each.Journey);
            string? text = index >= 0 ? texts[index].Text : before.GetValueOrDefault(each.Journey)?.Text;
            if (text is null || each.In(text, today) is not { } written)
            {
                return false;
            }

            texts.RemoveAll(t => t.Name == each.Journey);
            texts.Add((each.Journey, written));
        }

        return true;
    }

    private async Task<List<PlannedJourney>> ChangedAsync(JudgedDrafts judged, CancellationToken cancellationToken)
    {
        Dictionary<string, TemplateHead> heads = (await store.Journeys.HeadsAsync(cancellationToken)).ToDictionary(h => h.Id, StringComparer.Ordinal);
        List<PlannedJourney> changed = [];
        foreach ((string path, JourneyBundle bundle) in judged.Templates.Journeys)
        {
            JourneyDefinition after = bundle.Definition;
            TemplateHead? head = heads.GetValueOrDefault(after.Id);
            if (head?.Hash == bundle.Files.Hash())
            {
                continue;
            }

            TemplateSet? old = head is null ? null : await store.Journeys.FilesAsync(head.Id, head.Version, cancellationToken);
            JourneyDefinition? was = head is null ? null : (await journeys.FindAsync(head.Id, head.Version, cancellationToken))?.Definition;
            HashSet<string> rewritten = [.. bundle.Files.Files.Where(f => old?.Files.GetValueOrDefault(f.Key) != f.Value).Select(f => f.Key)];
            HashSet<string> touched = [.. rewritten, .. bundle.Files.Files.Where(f => Includes(f.Value, bundle.Files, rewritten)).Select(f => f.Key)];
            changed.Add(new PlannedJourney(
                TemplateName.OfJourney(after.Id, path), after.Name, head?.Version, [.. rewritten.Order(StringComparer.Ordinal)], StepChanges.Of(was, after, touched.Contains))
            {
                RollsOut = head is not null && PublishJourneys.RollsOut(after),
                InsideTo = head is not null && PublishJourneys.RollsOut(after) ? after : null,
            });
        }

        return changed;
    }

    private static bool Includes(string text, TemplateSet files, HashSet<string> rewritten) =>
        PartNames.Closure(text, id => files.Files.GetValueOrDefault(PartNames.PathOf(id))).Any(id => rewritten.Contains(PartNames.PathOf(id)));

    /// <summary>A part lives with the journeys whose messages include it: when the last one lets go of it, it goes on as a draft.</summary>
    private async Task KeepPartsAsync(JudgedDrafts judged, string by, CancellationToken cancellationToken)
    {
        Dictionary<string, JourneyBundle> after = judged.Templates.Journeys.ToDictionary(j => j.Bundle.Definition.Id, j => j.Bundle, StringComparer.Ordinal);
        foreach (PublishedFile part in (await published.AllAsync(cancellationToken)).Where(f => f.Name.Kind == TemplateKind.Part))
        {
            bool isLeft = part.UsedBy.All(after.ContainsKey) && !after.Values.Any(b => b.Files.Files.ContainsKey(part.Path));
            if (isLeft && await drafts.FindAsync(part.Name, cancellationToken) is null)
            {
                await drafts.SaveAsync(part.Name, null, part.Text, null, by, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<PlannedModel>> ModelsAsync(JudgedDrafts judged, CancellationToken cancellationToken)
    {
        Dictionary<string, TemplateHead> heads = (await store.RankModels.HeadsAsync(cancellationToken)).ToDictionary(h => h.Id, StringComparer.Ordinal);
        return
        [
            .. judged.Templates.Models
                .Where(m => heads.GetValueOrDefault(m.Model.Id)?.Hash != judged.Set.Only(m.Path).Hash())
                .Select(m => new PlannedModel(m.Model.Id, heads.GetValueOrDefault(m.Model.Id)?.Version)),
        ];
    }

    private static PublishedTemplate[] VersionsOf(Publication publication, JudgedDrafts judged) =>
    [
        .. publication.Models.Select(v => new PublishedTemplate(TemplateKind.Rank, v.Id, v.Version, v.IsNew)),
        .. publication.Versions.Select(v => new PublishedTemplate(
            TemplateName.OfJourney(v.Id, judged.Templates.Journeys.First(j => j.Bundle.Definition.Id == v.Id).Path).Kind, v.Id, v.Version, v.IsNew)),
    ];

    private static string ContentOf(PublishChoice choice) => PublishedFile.HashOf(string.Join(
        '\n',
        [
            .. choice.Drafts?.Select(d => $"{d.Name.Key} {d.Tag}").Order(StringComparer.Ordinal) ?? (IEnumerable<string>)["all"],
            .. choice.Expected.Select(e => $"{e.Journey.Key} {e.Text} {e.Metric} {e.Expected} {e.CheckOn:O}"),
            .. choice.Stages is { } stages ? [string.Create(CultureInfo.InvariantCulture, $"stages {string.Join(' ', stages.Percents)} {stages.StageDays}")] : Array.Empty<string>(),
            .. choice.MovesInside ? ["move inside"] : Array.Empty<string>(),
        ]));
}
