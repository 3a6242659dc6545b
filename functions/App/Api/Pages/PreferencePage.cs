using System.Text;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ledger;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.App.Api;

/// <summary>The page on which a customer chooses what to get. It shows choices, and no name or address: a message may be forwarded.</summary>
/// <param name="path">Of the link itself.</param>
internal sealed class PreferencePage(string path, Language language, IReadOnlyList<Topic> topics, ShopCalendar calendar, DateTimeOffset now)
{
    private readonly PreferenceWords words = new(language);

    public IResult Show(CustomerState state) => Page(Form(state));

    /// <summary>The page after something was saved.</summary>
    public IResult Saved(CustomerState state, bool isAllOff) =>
        Page($"""<p class="said" role="status">{Text(isAllOff ? words.Stopped : words.Saved)}</p>{'\n'}{Form(state)}""");

    /// <summary>Nothing was saved.</summary>
    /// <param name="faults">Fields of the form that cannot be read.</param>
    public IResult Refused(CustomerState state, IReadOnlyList<string> faults)
    {
        IEnumerable<string> links = faults.Select(f => $"""<li><a href="#{f}">{Text(words.OfField(f))}</a></li>""");
        string summary = $"""
            <div class="faults" role="alert" tabindex="-1"><h2>{Text(words.FaultTitle)}</h2>
            <p>{Text(words.FaultIn)}</p>
            <ul>{string.Concat(links)}</ul></div>
            """;
        return Page($"{summary}\n{Form(state)}", StatusCodes.Status400BadRequest);
    }

    public static IResult Unknown(Language language)
    {
        PreferenceWords words = new(language);
        return PublicPage.Of(words.Tag, words.UnknownTitle, $"<p>{Text(words.Unknown)}</p>", StatusCodes.Status404NotFound);
    }

    private IResult Page(string body, int status = StatusCodes.Status200OK)
    {
        (string href, string tag, string name) = language == Language.Ja ? ($"{path}?lang=en", "en", "English") : (path, "ja", "日本語");
        return PublicPage.Of(words.Tag, words.Title, $"""
            <p><a href="{Text(href)}" lang="{tag}" hreflang="{tag}">{name}</a></p>
            {body}
            """, status);
    }

    private string Form(CustomerState state)
    {
        string action = Text(language == Language.Ja ? path : $"{path}?lang=en");
        StringBuilder html = new();
        html.Append("<p>").Append(Text(words.Intro)).Append("</p>\n");
        html.Append(Line($"""<form method="post" action="{action}">"""));
        AppendChannels(html, state);
        AppendTopics(html, state);
        AppendFrequency(html, state);
        AppendPause(html, state);
        html.Append(Line($"""<p><button type="submit">{Text(words.Save)}</button></p></form>"""));
        html.Append(Line($"<h2>{Text(words.AllOffTitle)}</h2>"));
        html.Append(Line($"""<form method="post" action="{action}"><button class="quiet" type="submit" name="{PreferenceForm.AllOffField}" value="1">{Text(words.AllOff)}</button></form>"""));
        return html.ToString();
    }

    private void AppendChannels(StringBuilder html, CustomerState state)
    {
        html.Append(Begin(PreferenceForm.ChannelField, words.Channels));
        html.Append(Line($"""<p class="note" id="channel-note">{Text(words.ChannelsNote)}</p>"""));
        foreach (Channel channel in Reachable(state))
        {
            bool isOn = state.Consents.GetValueOrDefault(channel) is { State: ConsentState.Granted };
            html.Append(Box("checkbox", PreferenceForm.ChannelField, PreferenceForm.WordOf(channel), words.Of(channel), isOn));
        }

        html.Append("</fieldset>\n");
    }

    /// <summary>Channels on which the customer can be reached, or once agreed to be.</summary>
    private static IEnumerable<Channel> Reachable(CustomerState state) => CustomerChannels.All.Where(c =>
        (c == Channel.Email ? state.Customer.Email : state.Customer.LineUserId) is not null || state.Consents.ContainsKey(c));

    private void AppendTopics(StringBuilder html, CustomerState state)
    {
        if (topics.Count == 0)
        {
            return;
        }

        html.Append(Begin(PreferenceForm.TopicField, words.Topics));
        foreach (Topic topic in topics)
        {
            bool isOn = CustomerChannels.All.All(c => state.TopicConsents.GetValueOrDefault((c, topic.Id)) is not { State: ConsentState.Withdrawn });
            html.Append(Box("checkbox", PreferenceForm.TopicField, topic.Id, words.Say(topic.Name.Ja, topic.Name.En), isOn));
        }

        html.Append("</fieldset>\n");
    }

    private void AppendFrequency(StringBuilder html, CustomerState state)
    {
        MailFrequency chosen = state.Preferences?.Frequency ?? MailFrequency.Normal;
        html.Append(Begin(PreferenceForm.FrequencyField, words.Frequency));
        foreach (MailFrequency frequency in Enum.GetValues<MailFrequency>())
        {
            html.Append(Box("radio", PreferenceForm.FrequencyField, PreferenceForm.WordOf(frequency), words.Of(frequency), frequency == chosen));
        }

        html.Append("</fieldset>\n");
    }

    private void AppendPause(StringBuilder html, CustomerState state)
    {
        DateTimeOffset? until = state.Preferences is { PausedUntil: { } end } chosen && chosen.IsPausedAt(now) ? end : null;
        html.Append(Begin(PreferenceForm.PauseField, words.Pause));
        if (until is { } day)
        {
            html.Append(Box("radio", PreferenceForm.PauseField, PreferenceForm.Keep, words.Until(calendar.DateOf(day)), true));
        }

        html.Append(Box("radio", PreferenceForm.PauseField, PreferenceForm.None, words.NoPause, until is null));
        foreach (int days in Preferences.PauseDays)
        {
            html.Append(Box("radio", PreferenceForm.PauseField, $"{days}", words.For(days), false));
        }

        html.Append("</fieldset>\n");
    }

    private static string Begin(string id, string legend) => $"""<fieldset id="{id}"><legend>{Text(legend)}</legend>""" + "\n";

    private static string Box(string type, string name, string value, string label, bool isOn) =>
        $"""<label><input type="{type}" name="{name}" value="{Text(value)}"{(isOn ? " checked" : "")}>{Text(label)}</label>""" + "\n";

    private static string Line(string html) => html + "\n";

    private static string Text(string text) => PublicPage.Html.Encode(text);
}
