using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>A test that looks at the console in a browser. Without one it is skipped with the remedy, and fails in continuous integration.</summary>
internal sealed class ConsoleFactAttribute : FactAttribute
{
    public ConsoleFactAttribute() => Skip = Needs.Missing;
}

/// <summary>The same with cases.</summary>
internal sealed class ConsoleTheoryAttribute : TheoryAttribute
{
    public ConsoleTheoryAttribute() => Skip = Needs.Missing;
}

/// <summary>What a look at the console takes.</summary>
internal static class Needs
{
    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Where Chromium is; null when there is none.</summary>
    public static string? Chromium { get; } = Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .SelectMany(folder => Browsers.Select(b => Path.Combine(folder, b))).FirstOrDefault(File.Exists);

    public static string Axe { get; } = Repository.PathOf("console", "node_modules", "axe-core", "axe.min.js");

    /// <summary>What to install; null when everything is there, and where it must be.</summary>
    public static string? Missing { get; } =
        Environment.GetEnvironmentVariable("CI") == "true" ? null
        : Chromium is null ? "Chromium is missing: install it, for example with 'apt-get install chromium fonts-noto-cjk'."
        : !File.Exists(Axe) ? "The console is not built: install Node.js 20.19 or later with npm, then run 'console/build'."
        : null;
}
