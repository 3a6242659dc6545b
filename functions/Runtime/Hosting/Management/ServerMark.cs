using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>What a running server leaves in its data folder, for commands that work on the folder: where it listens, and a key that
/// holds until it stops. Only its owner can read it, who could read all the data as well.</summary>
/// <param name="Address">Null before it listens.</param>
/// <remarks>A server that was killed leaves it behind, so it is believed only while the folder is locked.</remarks>
internal sealed record ServerMark(string? Address, string Key, int ProcessId, string Version)
{
    public const string FileName = "runtime.server.json";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int KeyBytes = 32;

    public static string ProductVersion { get; } =
        typeof(ServerMark).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static ServerMark New() =>
        new(null, Convert.ToHexString(RandomNumberGenerator.GetBytes(KeyBytes)), Environment.ProcessId, ProductVersion);

    /// <summary>Null: there is none, or it is not whole.</summary>
    public static ServerMark? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<ServerMark>(File.ReadAllText(Path.Combine(folder, FileName))) is { Address: not null } mark
                ? mark
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Written aside and moved, so that nobody reads half of it.</summary>
    public void Write(string folder)
    {
        string file = Path.Combine(folder, FileName);
        string aside = string.Create(CultureInfo.InvariantCulture, $"{file}.{ProcessId}");
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (FileStream stream = new(aside, options))
        {
            JsonSerializer.Serialize(stream, this);
        }

        File.Move(aside, file, overwrite: true);
    }

    public static void Remove(string folder) => File.Delete(Path.Combine(folder, FileName));
}
