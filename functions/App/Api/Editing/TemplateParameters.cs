using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>How addresses name files of templates.</summary>
internal static class TemplateParameters
{
    public static ApiParameter Kind { get; } = ApiParameter.Word<TemplateKind>("kind", "What the file is.").InPath();

    public static ApiParameter Name { get; } =
        ApiParameter.Text("name", "The id of the journey, message, part or rank model: small letters, digits and single hyphens. Of frames: html or text.").InPath();

    /// <summary>Null when it is refused.</summary>
    public static TemplateName? Read(ApiQuery query)
    {
        TemplateKind? kind = query.Word<TemplateKind>(Kind);
        if (kind is null)
        {
            return null;
        }

        TemplateName name = new(kind.Value, query.Text(Name)!);
        if (!name.IsPossible)
        {
            query.Refuse(FaultOf(name));
        }

        return name;
    }

    public static string FaultOf(TemplateName name) => name.Kind switch
    {
        TemplateKind.Layout => "'name' must be html or text: e-mails have these two frames.",
        _ => "'name' must be small letters, digits and single hyphens, at most 60 for journeys and 100 for others.",
    };
}
