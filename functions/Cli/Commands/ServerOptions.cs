using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace FollowUpFlows.Cli.Commands;

/// <summary>Options of the commands that run a server.</summary>
internal static class ServerOptions
{
    public const int DefaultPort = 7071;
    private const int PortMax = 65_535;

    public static Option<int?> Port() => new("--port")
    {
        Description = $"Where to listen on this machine; 0 takes a free one (default {DefaultPort}, or what 'urls' is set to)",
        HelpName = "PORT",
        CustomParser = ParsePort,
    };

    public static Option<double?> Speed(string defaults) => new("--speed")
    {
        Description = $"Let the shop clock run so many times as fast (default {defaults})",
        HelpName = "N",
        CustomParser = ParseSpeed,
    };

    private static int? ParsePort(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= PortMax)
        {
            return port;
        }

        result.AddError($"--port takes a number from 0 to {PortMax}, not '{text}'");
        return null;
    }

    /// <summary>Which speeds can be used, the setting says.</summary>
    private static double? ParseSpeed(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (double.TryParse(text, Number, CultureInfo.InvariantCulture, out double speed))
        {
            return speed;
        }

        result.AddError($"--speed takes a number such as 86400, not '{text}'");
        return null;
    }
}
