using System.Globalization;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Sources.Api;

/// <summary>Settings that the APIs of several kinds have.</summary>
internal static class ApiWords
{
    public const string Endpoint = "Endpoint";

    private const string PollMinutes = "PollMinutes";
    private const string StartDaysBack = "StartDaysBack";

    /// <param name="standard">The vendor's own; null where each shop has another.</param>
    public static ApiSetting Address(string expected, string? standard = null) => new(Endpoint, expected, IsAddress) { Default = standard };

    /// <summary>Goes into a header, or a form.</summary>
    public static ApiSetting Secret(string name, string expected) => new(name, expected, IsToken) { IsSecret = true };

    /// <summary>Goes over the network, and is no secret.</summary>
    public static ApiSetting Plain(string name, string expected) => new(name, expected, IsToken);

    /// <summary>Of every API that is looked through.</summary>
    public static IReadOnlyList<ApiSetting> Polling { get; } =
    [
        new ApiSetting(PollMinutes, "how many minutes pass between two looks, 1 to 1440", t => Whole(t, 1, 1440)) { Default = "5" },
        new ApiSetting(StartDaysBack, "how many days before the first start orders count, 0 to 365", t => Whole(t, 0, 365)) { Default = "0" },
    ];

    public static ShopPolling PollingOf(IShopPoll poll, IReadOnlyDictionary<string, string> values) =>
        new(poll, TimeSpan.FromMinutes(NumberOf(values[PollMinutes])), TimeSpan.FromDays(NumberOf(values[StartDaysBack])));

    /// <summary>Ends with a slash, so that paths go below it.</summary>
    public static Uri AddressOf(string text) => new(text.EndsWith('/') ? text : text + "/");

    /// <summary>Tokens go there: over plain http only to this machine.</summary>
    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
        && address is { Query: "", Fragment: "", UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static bool Whole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most;

    private static int NumberOf(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static bool IsToken(string text) => text.All(c => char.IsAscii(c) && !char.IsControl(c) && c != ' ');
}
