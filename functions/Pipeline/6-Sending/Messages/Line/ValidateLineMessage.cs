using System.Text;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Asks a channel's provider what it thinks of messages, without sending them.</summary>
public interface ILineCheck
{
    /// <summary>What LINE finds wrong with the message objects; null when it would take them.</summary>
    /// <param name="messagesJson">An array of message objects.</param>
    /// <exception cref="ChannelException">LINE did not say.</exception>
    Task<string?> FaultOfAsync(string messagesJson, CancellationToken cancellationToken);
}

/// <summary>Checks a LINE message that a marketer is writing: as publishing does, with the values of made-up customers, and by LINE itself
/// where it is connected. Nothing is kept or sent.</summary>
/// <param name="check">Null while LINE is not connected.</param>
public sealed class ValidateLineMessage(ShopSettings shop, CurrentParts parts, ILineCheck? check = null)
{
    /// <summary>Far more than any message has.</summary>
    public const int TextBytesMax = 200_000;

    private const string File = "message.line.yaml";

    /// <param name="text">The file, YAML.</param>
    public async Task<LineValidation> RunAsync(string text, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetByteCount(text) > TextBytesMax)
        {
            return Faulty($"the file has more than {TextBytesMax} bytes");
        }

        TemplateReading<LineTemplate> reading = MessageReader.ReadLine(File, text, await parts.ReadAsync(cancellationToken));
        if (reading.Value is not { } template)
        {
            return new LineValidation(reading.Faults, LineWord.NotAsked, null);
        }

        List<string> rendered = [];
        foreach (MergeData data in new[] { SampleData.Nobody(shop), SampleData.Somebody(shop) })
        {
            switch (MessageRenderer.Render(template, data))
            {
                case LineRendering.Refused refused:
                    return Faulty([.. refused.Violations.Select(v => v.Text)]);
                case LineRendering.Rendered { Line.MessagesJson: var json } when !rendered.Contains(json):
                    rendered.Add(json);
                    break;
            }
        }

        return await AskAsync(rendered, cancellationToken);
    }

    private static LineValidation Faulty(params string[] faults) =>
        new([.. faults.Select(f => new TemplateFault(File, null, f))], LineWord.NotAsked, null);

    private async Task<LineValidation> AskAsync(IReadOnlyList<string> rendered, CancellationToken cancellationToken)
    {
        if (check is null)
        {
            return new LineValidation([], LineWord.NotConnected, null);
        }

        try
        {
            foreach (string json in rendered)
            {
                if (await check.FaultOfAsync(json, cancellationToken) is { } fault)
                {
                    return new LineValidation([], LineWord.Refused, fault);
                }
            }
        }
        catch (ChannelException e)
        {
            return new LineValidation([], LineWord.NotReached, e.Detail);
        }

        return new LineValidation([], LineWord.Taken, null);
    }
}

/// <summary>What is known of a message.</summary>
/// <param name="Faults">Found here; where there are any LINE is not asked.</param>
/// <param name="Line">LINE's word.</param>
/// <param name="Said">Why LINE refuses it, or was not reached; null otherwise.</param>
public sealed record LineValidation(IReadOnlyList<TemplateFault> Faults, LineWord Line, string? Said);

/// <summary>What LINE says of a message.</summary>
public enum LineWord
{
    /// <summary>It would take it.</summary>
    Taken,

    /// <summary>It would refuse it.</summary>
    Refused,

    /// <summary>It was not asked: the message has faults of its own.</summary>
    NotAsked,

    /// <summary>It cannot be asked before it is connected.</summary>
    NotConnected,

    /// <summary>It gave no answer.</summary>
    NotReached,
}
