using FollowUpFlows.Compat;
using Microsoft.Azure.Functions.Worker.Builder;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>The embedded build says so when an Azure Functions host started it.</summary>
public sealed class AzureHostGuardTests
{
    [Theory]
    [InlineData("--functions-uri", "http://127.0.0.1:5000")]
    [InlineData("--functions-uri=http://127.0.0.1:5000")]
    [InlineData("--Functions-Worker-Id", "1")]
    [InlineData("--host", "127.0.0.1", "--port", "5000", "--workerId", "1")]
    public void Arguments_OfAHost_AreRefused(params string[] args)
    {
        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => FunctionsApplication.CreateBuilder(args));

        Assert.Contains("FunctionsRuntime=Azure", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--urls", "http://127.0.0.1:7071")]
    [InlineData("--host", "127.0.0.1")]
    [InlineData("--workerId", "1")]
    public void Arguments_OfAUser_AreNot(params string[] args) => AzureHostGuard.ThrowIfOnAzureHost(args, _ => null);

    [Theory]
    [InlineData("FUNCTIONS_APPLICATION_DIRECTORY", "/home/site/wwwroot")]
    [InlineData("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated", "WEBSITE_INSTANCE_ID", "a1")]
    public void Variables_OfAHost_AreRefused(params string[] variables) =>
        Assert.Throws<InvalidOperationException>(() => AzureHostGuard.ThrowIfOnAzureHost([], Environment(variables)));

    [Theory]
    [InlineData("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated")] // a developer's shell
    [InlineData("WEBSITE_INSTANCE_ID", "a1")] // App Service, without Functions
    [InlineData("FUNCTIONS_APPLICATION_DIRECTORY", "")]
    public void Variables_OfAUser_AreNot(params string[] variables) => AzureHostGuard.ThrowIfOnAzureHost([], Environment(variables));

    private static Func<string, string?> Environment(string[] variables)
    {
        Dictionary<string, string> values = variables.Chunk(2).ToDictionary(v => v[0], v => v[1]);
        return values.GetValueOrDefault;
    }
}
