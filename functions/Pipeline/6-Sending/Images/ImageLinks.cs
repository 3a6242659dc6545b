namespace FollowUpFlows.Pipeline.Sending.Images;

/// <summary>Where everybody finds the images of the library: where other links of messages lead.</summary>
/// <param name="baseUrl">Where customers reach this system, without a path.</param>
public sealed class ImageLinks(Uri baseUrl)
{
    /// <summary>The address that messages hold.</summary>
    public Uri Of(LibraryImage image) => new(baseUrl, $"/i/{image.PublicName}");
}
