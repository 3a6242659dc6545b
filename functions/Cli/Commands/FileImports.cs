using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Csv;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary>One kind of file that can be read in.</summary>
internal interface IFileImport
{
    /// <summary>Reads the file; null, after saying why, when it cannot be used at all.</summary>
    FileRows? Read(Terminal terminal, IServiceProvider services, ImportRequest request);
}

/// <summary>The good rows of a file, ready to be entered.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="BadRows">Those that cannot be understood.</param>
internal sealed record FileRows(
    int Count, IReadOnlyList<BadRow> BadRows, Func<FileSource, IProgress<int>?, CancellationToken, Task<ImportReport>> EnterAsync);

internal sealed class OrdersImport : IFileImport
{
    public FileRows? Read(Terminal terminal, IServiceProvider services, ImportRequest request)
    {
        ShopSettings shop = services.GetRequiredService<ShopSettings>();
        Currency currency = request.Currency ?? shop.Currency;
        return InputFile.Read(terminal, request.File, s => OrdersCsv.Read(s, shop.Calendar, currency), o => o.Reading, FileImporter.BadRowsShown) is { } file
            ? new FileRows(file.Told.Count, file.Reading.BadRows, (source, progress, token) =>
                services.GetRequiredService<ImportOrders>().RunAsync(source, file.Told, progress, token))
            : null;
    }
}

internal sealed class CustomersImport : IFileImport
{
    public FileRows? Read(Terminal terminal, IServiceProvider services, ImportRequest request)
    {
        ShopCalendar calendar = services.GetRequiredService<ShopSettings>().Calendar;
        DateTimeOffset now = services.GetRequiredService<Clocks>().Shop.GetUtcNow();
        return InputFile.Read(terminal, request.File, s => CustomersCsv.Read(s, calendar, now), r => r, FileImporter.BadRowsShown) is { } file
            ? new FileRows(file.Rows.Count, file.BadRows, (source, progress, token) =>
                services.GetRequiredService<ImportCustomers>().RunAsync(source, file.Rows, progress, token))
            : null;
    }
}

internal sealed class EventsImport : IFileImport
{
    public FileRows? Read(Terminal terminal, IServiceProvider services, ImportRequest request)
    {
        ShopCalendar calendar = services.GetRequiredService<ShopSettings>().Calendar;
        if (InputFile.Read(terminal, request.File, s => EventsCsv.Read(s, calendar), r => r, FileImporter.BadRowsShown) is not { } file)
        {
            return null;
        }

        IReadOnlyList<FileEvent> told = [.. file.Rows.Select(r => r.Told())];
        return new FileRows(told.Count, file.BadRows, (source, progress, token) =>
            services.GetRequiredService<ImportEvents>().RunAsync(source, told, progress, token));
    }
}
