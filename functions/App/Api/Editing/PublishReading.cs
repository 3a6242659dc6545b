using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>Reads what is to be published.</summary>
internal static class PublishReading
{
    private const int WordsMax = 200;
    private const int KeyLengthMax = 100;
    private const int TextLengthMax = 500;
    private const int YearsMax = 10;

    /// <summary>The choice, or what is wrong with it, as a sentence.</summary>
    /// <param name="today">Of the shop.</param>
    public static (PublishChoice? Choice, string? Fault) Choice(PublishRequest request, DateOnly today)
    {
        foreach (ChosenDraft? draft in request.Drafts ?? [])
        {
            if (draft is not { Kind: not null, Name: not null } || !draft.TemplateName.IsPossible)
            {
                return (null, "Each of 'drafts' needs 'kind' and 'name' of a draft.");
            }
        }

        List<ExpectedOf> expected = [];
        foreach (ExpectedBody? each in request.Hypotheses ?? [])
        {
            if (FaultOf(each, today) is { } fault)
            {
                return (null, fault);
            }

            TemplateName journey = new(each!.Kind!.Value, each.Name!);
            expected.Add(new ExpectedOf(journey, each.Text!.Trim(), each.Metric is { } metric ? ApiParameter.WordOf(metric) : null, each.Expected, each.CheckOn));
        }

        if (expected.DistinctBy(e => e.Journey).Count() < expected.Count || request.Drafts?.DistinctBy(d => d.TemplateName).Count() < request.Drafts?.Count)
        {
            return (null, "Each draft, and each journey of 'hypotheses', may be named once.");
        }

        return request.Rollout?.Fault is { } unfit ? (null, unfit)
            : request is { Rollout: not null, Policy: PublishPolicy.Move } ? (null, "'policy' cannot be 'move' together with 'rollout': whom chance has given the version before is to stay in it. Publish to everybody at once, or leave those inside in their version.")
            : (new PublishChoice(request.Drafts is null ? null : [.. request.Drafts.Select(d => (d.TemplateName, d.Tag))], expected) { Stages = request.Rollout?.Plan, MovesInside = request.Policy == PublishPolicy.Move }, null);
    }

    /// <summary>Who publishes, or what is missing.</summary>
    public static (string Key, PublicationNote? Note, string? Fault) Note(PublishRequest request)
    {
        (string key, string by, string why) = (request.Key?.Trim() ?? "", request.By?.Trim() ?? "", request.Why?.Trim() ?? "");
        string? fault = key.Length is 0 or > KeyLengthMax ? $"'key' is needed, at most {KeyLengthMax} characters: a mark of your own for this one publication."
            : by.Length is 0 or > WordsMax ? $"'by' is needed, at most {WordsMax} characters: who publishes."
            : why.Length > WordsMax ? $"'why' may have {WordsMax} characters at most."
            : request.Drafts?.Any(d => d.Tag is null) == true ? "Each of 'drafts' needs 'tag': the draft as you have seen it."
            : null;
        return (key, fault is null ? new PublicationNote(by, why.Length > 0 ? why : null) : null, fault);
    }

    private static string? FaultOf(ExpectedBody? body, DateOnly today)
    {
        if (body is not { Kind: TemplateKind.Journey or TemplateKind.Campaign, Name: { } name } || !new TemplateName(body.Kind.Value, name).IsPossible)
        {
            return "Each of 'hypotheses' needs 'kind' and 'name' of a journey or campaign.";
        }

        return body.Text?.Trim() is not { Length: > 0 and <= TextLengthMax } text || text.Any(char.IsControl) ? $"'text' of a hypothesis is needed, one line of at most {TextLengthMax} characters."
            : body.Expected is { } size && (size.Length is 0 or > 20 || size.Any(char.IsControl)) ? "'expected' must be like 20%, 3pt or 500."
            : body.CheckOn <= today || body.CheckOn > today.AddYears(YearsMax) ? "'checkOn' must be a day after today."
            : null;
    }
}
