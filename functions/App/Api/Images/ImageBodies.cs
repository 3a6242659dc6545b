using FollowUpFlows.App.Api.Editing;
using FollowUpFlows.Pipeline.Sending.Images;

namespace FollowUpFlows.App.Api.Images;

/// <summary>An image of the library (画像).</summary>
/// <param name="Hash">Of the bytes that are served: SHA-256, lower-case hex. Its id, kept for ever.</param>
/// <param name="Url">Where everybody finds it; goes into messages as it is.</param>
/// <param name="Path">The same without the host, for those who look at it here.</param>
/// <param name="Type">image/png, image/jpeg, image/gif or image/webp.</param>
/// <param name="Width">Pixels; so is the height.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="Alt">What it shows.</param>
/// <param name="FileName">As it was called where it came from; null when nobody said.</param>
/// <param name="AddedAt">When it was added, on the shop clock.</param>
/// <param name="AddedBy">Who did; null when they did not say.</param>
/// <param name="ForLine">How LINE can show it.</param>
/// <param name="Tag">Changes with every change: what to send back as If-Match, in quotes.</param>
internal sealed record ImageItem(
    string Hash, string Url, string Path, string Type, int Width, int Height, int Bytes, string Alt, string? FileName, DateTimeOffset AddedAt, string? AddedBy, LineUse ForLine, string Tag)
{
    public static ImageItem Of(LibraryImage image, ImageLinks links)
    {
        Uri url = links.Of(image);
        return new ImageItem(
            image.Hash, url.AbsoluteUri, url.AbsolutePath, image.Type, image.Width, image.Height, image.Bytes, image.Alt, image.FileName, image.AddedAt, image.AddedBy, LineImage.UseOf(image, url), image.Tag);
    }
}

/// <summary>An image to add.</summary>
/// <param name="Data">The file, base64; up to 5,000,000 bytes before that.</param>
/// <param name="Alt">What it shows, for who does not see it: one line of up to 200 characters.</param>
/// <param name="FileName">As it is called; may be left out.</param>
/// <param name="By">Who adds it, as the shop calls them; may be left out. Of people who have signed in their own name is kept.</param>
internal sealed record NewImage(string? Data, string? Alt, string? FileName, string? By);

/// <summary>What an image shows.</summary>
/// <param name="Alt">One line of up to 200 characters.</param>
internal sealed record ImageWords(string? Alt);

/// <summary>Where an image is shown.</summary>
/// <param name="UsedIn">Messages and parts: published, being written, or of older versions in which customers are still inside.</param>
internal sealed record ImageUseBody(IReadOnlyList<TemplateRef> UsedIn);
