using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Compat;

/// <summary>A web application with Kestrel, settings and console logging, and nothing else.</summary>
internal static class EmptyWebApplication
{
    /// <summary>Settings: <c>appsettings.json</c> beside the application, then environment variables, then the command line.
    /// No file is watched: a setting changes with a restart.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args, Assembly application)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = application.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = EnvironmentName(Environment.GetEnvironmentVariable),
        });
        builder.Configuration
            .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
            .AddEnvironmentVariables()
            .AddCommandLine(args);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddSimpleConsole(o => o.SingleLine = true);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting();
        return builder;
    }

    private static string EnvironmentName(Func<string, string?> variable) =>
        variable("AZURE_FUNCTIONS_ENVIRONMENT") ?? variable("ASPNETCORE_ENVIRONMENT") ?? variable("DOTNET_ENVIRONMENT")
        ?? Environments.Production;
}
