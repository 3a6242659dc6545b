namespace FollowUpFlows.Pipeline.Sending.Images;

/// <summary>How LINE can show an image.</summary>
public enum LineUse
{
    /// <summary>As a picture, and as the small one that stands for it.</summary>
    Whole,

    /// <summary>As a picture alone: the small one that stands for it may have 1 MB.</summary>
    Original,

    /// <summary>Not at all: LINE takes JPEG and PNG.</summary>
    WrongType,

    /// <summary>Not at all: LINE fetches from addresses that begin with https.</summary>
    NotHttps,
}

/// <summary>LINE's limits on images.</summary>
public static class LineImage
{
    /// <summary>"1 MB"; LINE does not say which, so the smaller. Of an original it takes ten times as many, more than the library does.</summary>
    public const int PreviewBytesMax = 1_000_000;

    /// <param name="url">Where the image is found.</param>
    public static LineUse UseOf(LibraryImage image, Uri url) =>
        image.Type is not (PictureHeader.Png or PictureHeader.Jpeg) ? LineUse.WrongType
        : url.Scheme != Uri.UriSchemeHttps ? LineUse.NotHttps
        : image.Bytes > PreviewBytesMax ? LineUse.Original
        : LineUse.Whole;
}
