using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>A journey with everything that it sends: what is published, kept and pinned as one.</summary>
/// <param name="Files">The journey's own file and those of its messages, exactly.</param>
public sealed record JourneyBundle(JourneyDefinition Definition, JourneyMessages Messages, TemplateSet Files)
{
    /// <summary>Where its parts stand in its file.</summary>
    public required JourneyLines Lines { get; init; }

    /// <summary>Reads a journey and its messages out of a set.</summary>
    /// <param name="path">Of the journey's file in the set.</param>
    /// <param name="mainModelId">The shop's rank model (<see cref="JourneyReader.Read"/>).</param>
    /// <returns>The bundle, or every fault of all of its files.</returns>
    public static TemplateReading<JourneyBundle> Read(string path, TemplateSet set, string mainModelId)
    {
        TemplateReading<JourneyText> journey = JourneyReader.ReadText(path, set.Files[path], mainModelId);
        if (journey.Value is not { } text)
        {
            return new TemplateReading<JourneyBundle>(null, journey.Faults);
        }

        BundleReader reader = new(path, set, text);
        foreach (Step.Send step in text.Definition.AllSteps.OfType<Step.Send>())
        {
            foreach (Channel channel in step.Channels.Intersect(CustomerChannels.All))
            {
                reader.Add(step, channel);
            }
        }

        return reader.Result();
    }

    private sealed class BundleReader(string path, TemplateSet set, JourneyText journey)
    {
        /// <summary>A version is written in one batch, with its head and who published it.</summary>
        private const int PartsMax = EntityLimits.BatchMax - 2;

        private readonly List<TemplateFault> faults = [];
        private readonly Dictionary<string, string> files = new(StringComparer.Ordinal) { [path] = set.Files[path] };
        private readonly Dictionary<string, EmailTemplate> emails = new(StringComparer.Ordinal);
        private readonly Dictionary<string, LineTemplate> lines = new(StringComparer.Ordinal);
        private readonly MessageParts parts = new(set.Files);
        private MessageLayout? layout;

        public void Add(Step.Send step, Channel channel)
        {
            string file = channel == Channel.Email ? $"messages/{step.MessageId}.email.md" : $"messages/{step.MessageId}.line.yaml";
            int line = journey.Lines.Steps[step.Id];
            if (Take(file, line, $"step '{step.Id}' sends '{step.MessageId}' by {channel.ToString().ToLowerInvariant()}") is not { } text)
            {
                return;
            }

            if (channel == Channel.Line)
            {
                TemplateReading<LineTemplate> read = MessageReader.ReadLine(file, text, parts);
                Keep(lines, step.MessageId, read);
                Take(read.Value?.Parts);
                return;
            }

            TemplateReading<EmailTemplate> email = MessageReader.ReadEmail(file, text, parts);
            Keep(emails, step.MessageId, email);
            Take(email.Value?.Parts);
            if (journey.Definition.Purpose == Purpose.Transactional && email.Value is { Purpose: MessagePurpose.Marketing })
            {
                faults.Add(new TemplateFault(path, line, $"step '{step.Id}' would send '{file}', which is marketing, in a transactional journey: without consent"));
            }

            layout ??= ReadLayout();
        }

        public TemplateReading<JourneyBundle> Result()
        {
            if (files.Values.Sum(text => TextParts.Of(text).Count) > PartsMax)
            {
                faults.Add(new TemplateFault(path, null, $"the journey and its messages have more than {PartsMax} files, or very long ones; split the journey"));
            }

            JourneyMessages messages = new(layout, emails, lines);
            return new TemplateReading<JourneyBundle>(
                faults.Count == 0 ? new JourneyBundle(journey.Definition, messages, new TemplateSet(files)) { Lines = journey.Lines } : null,
                [.. faults.Distinct()]);
        }

        private MessageLayout? ReadLayout()
        {
            const string Wanted = "every e-mail has the shop's frame around it";
            if (Take(TemplateSet.LayoutHtml, null, Wanted) is not { } html || Take(TemplateSet.LayoutText, null, Wanted) is not { } text)
            {
                return null;
            }

            TemplateReading<MessageLayout> reading = MessageReader.ReadLayout(TemplateSet.LayoutHtml, html, TemplateSet.LayoutText, text);
            faults.AddRange(reading.Faults);
            return reading.Value;
        }

        private void Take(IEnumerable<string>? partIds)
        {
            foreach (string path in (partIds ?? []).Select(PartNames.PathOf))
            {
                files[path] = set.Files[path];
            }
        }

        private string? Take(string file, int? line, string reason)
        {
            if (!set.Files.TryGetValue(file, out string? text))
            {
                faults.Add(new TemplateFault(path, line, $"{reason}, but there is no file '{file}'"));
                return null;
            }

            files[file] = text;
            return text;
        }

        private void Keep<T>(Dictionary<string, T> templates, string id, TemplateReading<T> reading)
            where T : class
        {
            faults.AddRange(reading.Faults);
            if (reading.Value is { } template)
            {
                templates[id] = template;
            }
        }
    }
}
