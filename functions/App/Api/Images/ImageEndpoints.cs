using FollowUpFlows.App.Api.Editing;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Pipeline.Sending.Images;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.Images;

/// <summary>The images that messages may show.</summary>
internal static class ImageEndpoints
{
    /// <summary>Base64 takes four characters for three bytes.</summary>
    private const int BodyBytesMax = LibraryImage.BytesMax / 3 * 4 + 16 * 1024;

    private const int WordsMax = 200;

    private static readonly ApiParameter Hash = ApiParameter.Text("hash", "The image's hash.").InPath();
    private static readonly ApiParameter Search = ApiParameter.Text("q", "Only images whose words or file name hold this.");
    private static readonly ApiParameter IfMatch = ApiParameter.Header("If-Match", "The image's ETag, as it was seen.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/images", ListAsync)
            .WithTags("images")
            .Is("listImages", "The image library, the newest first")
            .TakesPages(Search);
        routes.MapPost("/api/images", AddAsync)
            .WithTags("images")
            .Is(
                "addImage",
                "Adds an image",
                "PNG, JPEG, GIF or WebP, by what the file holds, up to 5,000,000 bytes and 6,000 pixels on a side. Place, time and maker are taken out of it. The same picture is kept once: adding it again answers what is there. Everybody can look at it from then on who has its address.")
            .Accepts<NewImage>("application/json")
            .Takes()
            .TakesBody()
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet("/api/images/{hash}", ShowAsync)
            .WithTags("images")
            .Is("getImage", "An image", "The header ETag is what to change it with.")
            .Takes(Hash)
            .MayMiss();
        routes.MapGet("/api/images/{hash}/uses", UsesAsync)
            .WithTags("images")
            .Is("listImageUses", "Where an image is shown", "Reads the files of the newest versions, of drafts, and of older versions in which customers are still inside.")
            .Takes(Hash)
            .MayMiss();
        routes.MapPut("/api/images/{hash}", DescribeAsync)
            .WithTags("images")
            .Is("describeImage", "Says what an image shows", "Messages keep the words that they have. Needs 'If-Match' with the ETag that was seen.")
            .Accepts<ImageWords>("application/json")
            .Takes(Hash, IfMatch)
            .TakesBody()
            .TakesTag()
            .MayMiss();
        routes.MapDelete("/api/images/{hash}", RemoveAsync)
            .WithTags("images")
            .Is("removeImage", "Takes an image out of the library", "Mails that were sent with it lose it, too. Refused while a message shows it: 409, with 'usedIn'. Needs 'If-Match' with the ETag that was seen.")
            .Takes(Hash, IfMatch)
            .TakesTag()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .MayMiss();
    }

    private static async Task<Results<Ok<Page<ImageItem>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, ImageLibrary library, ImageLinks links, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        string? search = query.Text(Search);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        IEnumerable<LibraryImage> found = (await library.AllAsync(cancellationToken)).Where(i => search is null || Holds(i.Alt, search) || Holds(i.FileName, search));
        ListPage<LibraryImage> page = wanted.Range.Of(found, i => $"{long.MaxValue - i.AddedAt.UtcTicks:D19}{i.Hash}");
        return TypedResults.Ok(wanted.Of<ImageItem>([.. page.Items.Select(i => ImageItem.Of(i, links))], page.Next));
    }

    private static bool Holds(string? text, string search) => text?.Contains(search, StringComparison.OrdinalIgnoreCase) == true;

    private static async Task<Results<Ok<ImageItem>, ProblemHttpResult>> AddAsync(
        HttpRequest request, ImageLibrary library, ImageLinks links, CancellationToken cancellationToken)
    {
        if (new ApiQuery(request).IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (NewImage? body, problem) = await JsonBody.ReadAsync<NewImage>(request, BodyBytesMax, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        string? fileName = body.FileName?.Trim() is { Length: > 0 } named ? named : null;
        string? by = body.By?.Trim() is { Length: > 0 } who ? who : null;
        string? fault = LibraryImage.FaultOfAlt(body.Alt)
            ?? (fileName?.Length > WordsMax || fileName?.Any(char.IsControl) == true || by?.Length > WordsMax ? $"'fileName' and 'by' may have {WordsMax} characters at most." : null);
        byte[] file = new byte[body.Data?.Length ?? 0];
        if (fault is not null || body.Data is null || !Convert.TryFromBase64String(body.Data, file, out int length))
        {
            return Problems.BadRequest(fault ?? "'data' is needed: the file, in base64.");
        }

        (LibraryImage? image, byte[]? served, fault) = LibraryImage.Read(file.AsSpan(0, length));
        if (image is null)
        {
            return Problems.BadRequest(fault!);
        }

        if ((await library.AllAsync(cancellationToken)).Count >= ImageLibrary.CountMax && await library.FindAsync(image.Hash, cancellationToken) is null)
        {
            return Problems.Conflict($"There are {ImageLibrary.CountMax} images already; remove some that nothing shows.");
        }

        return Answer(request, await library.AddAsync(image with { Alt = body.Alt!.Trim(), FileName = fileName, AddedBy = by }, served!, cancellationToken), links);
    }

    private static async Task<Results<Ok<ImageItem>, ProblemHttpResult>> ShowAsync(
        HttpRequest request, ImageLibrary library, ImageLinks links, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        string hash = query.Text(Hash)!;
        return query.IsRefused(out ProblemHttpResult? problem) ? problem
            : await FindAsync(library, hash, cancellationToken) is { } image ? Answer(request, image, links)
            : Unknown();
    }

    private static async Task<Results<Ok<ImageUseBody>, ProblemHttpResult>> UsesAsync(
        HttpRequest request, ImageLibrary library, ImageUses uses, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        string hash = query.Text(Hash)!;
        return query.IsRefused(out ProblemHttpResult? problem) ? problem
            : await FindAsync(library, hash, cancellationToken) is null ? Unknown()
            : TypedResults.Ok(new ImageUseBody([.. (await uses.OfAsync(hash, cancellationToken)).Select(TemplateRef.Of)]));
    }

    private static async Task<Results<Ok<ImageItem>, ProblemHttpResult>> DescribeAsync(
        HttpRequest request, ImageLibrary library, ImageLinks links, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        string hash = query.Text(Hash)!;
        string? seen = ApiTags.Unquoted(query.Text(IfMatch));
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        if (seen is null)
        {
            return Problems.PreconditionRequired("Send 'If-Match' with the ETag of the image that you have seen.");
        }

        (ImageWords? body, problem) = await JsonBody.ReadAsync<ImageWords>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (LibraryImage.FaultOfAlt(body.Alt) is { } fault)
        {
            return Problems.BadRequest(fault);
        }

        return await ChangeAsync(library, hash, () => library.DescribeAsync(hash, seen, body.Alt!.Trim(), cancellationToken)) switch
        {
            ImageChange.Kept kept => Answer(request, kept.Image, links),
            ImageChange.Moved { Current: { } current } => Moved(current, links),
            _ => Unknown(),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        HttpRequest request, ImageLibrary library, ImageUses uses, ImageLinks links, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        string hash = query.Text(Hash)!;
        string? seen = ApiTags.Unquoted(query.Text(IfMatch));
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        if (seen is null)
        {
            return Problems.PreconditionRequired("Send 'If-Match' with the ETag of the image that you have seen.");
        }

        if (LibraryImage.IsHash(hash) && (await uses.OfAsync(hash, cancellationToken)).Select(TemplateRef.Of).ToArray() is { Length: > 0 } usedIn)
        {
            return Problems.Conflict("Messages show this image: 'usedIn' names them. Take it out there first.", ("reason", "in-use"), ("usedIn", usedIn));
        }

        return await ChangeAsync(library, hash, () => library.RemoveAsync(hash, seen, cancellationToken)) switch
        {
            ImageChange.Removed => TypedResults.NoContent(),
            ImageChange.Moved { Current: { } current } => Moved(current, links),
            _ => Unknown(),
        };
    }

    private static Task<ImageChange> ChangeAsync(ImageLibrary library, string hash, Func<Task<ImageChange>> change) =>
        LibraryImage.IsHash(hash) ? change() : Task.FromResult<ImageChange>(new ImageChange.Moved(null));

    private static async Task<LibraryImage?> FindAsync(ImageLibrary library, string hash, CancellationToken cancellationToken) =>
        LibraryImage.IsHash(hash) ? await library.FindAsync(hash, cancellationToken) : null;

    private static Ok<ImageItem> Answer(HttpRequest request, LibraryImage image, ImageLinks links)
    {
        request.HttpContext.Response.Headers.ETag = $"\"{image.Tag}\"";
        return TypedResults.Ok(ImageItem.Of(image, links));
    }

    private static ProblemHttpResult Moved(LibraryImage current, ImageLinks links) =>
        Problems.Moved("Somebody else has changed the image meanwhile; 'current' is what they wrote.", ("current", ImageItem.Of(current, links)));

    private static ProblemHttpResult Unknown() => Problems.NotFound("There is no such image in the library.");
}
