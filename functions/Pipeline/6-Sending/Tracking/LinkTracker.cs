namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Puts tracked links in place of those of one message. The same message gets the same links, however often it is rendered.</summary>
internal sealed class LinkTracker(TrackingLinks tracking, Guid messageKey, DateTimeOffset until)
{
    /// <summary>What is kept of a message must fit a row.</summary>
    private const int LinksMax = 100;

    private const int LengthMax = 20_000;

    private readonly List<string> destinations = [];
    private int length;

    /// <summary>What is to be kept with the message.</summary>
    public TrackedLinks Links => new(until, destinations);

    /// <summary>The picture that tells of an open.</summary>
    public string Pixel => tracking.Pixel(messageKey, until).AbsoluteUri;

    /// <summary>The link in place of that one; null for one that stays as it is.</summary>
    public string? Track(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? target) || !tracking.MayFollow(target))
        {
            return null;
        }

        string destination = target.AbsoluteUri;
        int known = destinations.IndexOf(destination);
        if (known < 0)
        {
            if (destinations.Count == LinksMax || length + destination.Length > LengthMax)
            {
                return null;
            }

            (known, length) = (destinations.Count, length + destination.Length);
            destinations.Add(destination);
        }

        return tracking.Click(messageKey, known, destination, until).AbsoluteUri;
    }

    /// <summary>The same for an address that another part of the message has as a link; null for any other.</summary>
    public string? TrackKnown(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? target) && destinations.Contains(target.AbsoluteUri) ? Track(address) : null;
}
