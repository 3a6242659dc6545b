using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FollowUpFlows.Cli.Serving;

/// <summary>Makes a data folder usable: settings with one source and fresh secrets. What is there already is never touched.</summary>
internal static class FirstStart
{
    public const string SettingsFile = "settings.json";
    public const string SourceId = "shop";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // People copy the secret out of the file: the plus signs of base64 must stand there as they are.
    private static readonly JsonSerializerOptions ForPeople = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>True when the settings were made now.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static bool Prepare(string folder)
    {
        CreateFolder(folder);
        if (File.Exists(Path.Combine(folder, SettingsFile)))
        {
            return false;
        }

        WriteSettings(folder, Settings());
        return true;
    }

    /// <summary>Writes the settings file of a folder that has none.</summary>
    /// <param name="settings">As they are to stand in the file.</param>
    public static void WriteSettings(string folder, object settings)
    {
        // Written aside and moved: a start that is interrupted leaves no half of a file.
        string file = Path.Combine(folder, SettingsFile);
        string aside = file + ".new";
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;  // it holds secrets
        }

        using (StreamWriter writer = new(aside, options))
        {
            writer.WriteLine(JsonSerializer.Serialize(settings, ForPeople));
        }

        File.Move(aside, file);
    }

    /// <summary>A new folder is its owner's alone, as it will hold customers; one that is there stays as it is.</summary>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    private static object Settings() => new
    {
        Sources = new Dictionary<string, object>
        {
            [SourceId] = new { Kind = "standard", Secrets = (string[])["whsec_" + Random(32)] },
        },
        Links = new { Key = Random(32) },
        Certificates = new { Key = Random(32) },
    };

    private static string Random(int bytes) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));
}
