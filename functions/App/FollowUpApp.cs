using FollowUpFlows.App.Composition;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace FollowUpFlows.App;

/// <summary>The application, the same on the embedded runtime and on an Azure Functions host.</summary>
public static class FollowUpApp
{
    /// <summary>Reads the settings and puts everything together; nothing has started yet.</summary>
    /// <param name="args">Settings as <c>--Section:Name value</c>.</param>
    /// <exception cref="Settings.SettingsException">A setting is missing or wrong.</exception>
    public static IHost Build(string[] args) => Build(args, static _ => { });

    /// <param name="change">Replaces parts before they are put together.</param>
    internal static IHost Build(string[] args, Action<FunctionsApplicationBuilder> change)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.AddFollowUpFlows();
        change(builder);
        return builder.Build();
    }
}
