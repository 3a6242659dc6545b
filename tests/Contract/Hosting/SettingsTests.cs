using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>host.json and the settings of the runtime.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void HostJson_ThatIsMissing_MeansTheDefaultsOfARealHost()
    {
        HostSettings settings = HostSettings.Read(Path.GetTempPath() + Guid.NewGuid(), Settings());

        Assert.Equal("api", settings.RoutePrefix);
        Assert.Equal(new QueueSettings(16, 8, 5, TimeSpan.Zero, TimeSpan.FromMilliseconds(100)), settings.Queues);
    }

    [Fact]
    public void HostJson_Queues_AreRead()
    {
        using TemporaryFolder folder = new();
        folder.Write("host.json", """
            {
              // comments are allowed, as on a real host
              "extensions": { "queues": {
                "batchSize": 5, "maxDequeueCount": 3, "visibilityTimeout": "00:00:30", "maxPollingInterval": "00:00:00.020", "messageEncoding": "none" } }
            }
            """);

        HostSettings settings = HostSettings.Read(folder.Path, Settings());

        Assert.Equal(new QueueSettings(5, 2, 3, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(20)), settings.Queues);
    }

    [Fact]
    public void Setting_OfAzureFunctionsJobHost_ReplacesHostJson()
    {
        using TemporaryFolder folder = new();
        folder.Write("host.json", """{ "extensions": { "queues": { "batchSize": 5, "newBatchThreshold": 0 } } }""");

        HostSettings settings = HostSettings.Read(folder.Path, Settings("AzureFunctionsJobHost:extensions:queues:batchSize", "32"));

        Assert.Equal(32, settings.Queues.BatchSize);
        Assert.Equal(0, settings.Queues.NewBatchThreshold);
    }

    [Fact]
    public void MaxPollingInterval_AboveOurs_IsOurs() =>
        Assert.Equal(TimeSpan.FromMilliseconds(100), Queues("maxPollingInterval", "00:00:02").MaxPollingInterval);

    [Theory]
    [InlineData("batchSize", "0")]
    [InlineData("batchSize", "33")]
    [InlineData("batchSize", "many")]
    [InlineData("newBatchThreshold", "-1")]
    [InlineData("maxDequeueCount", "0")]
    [InlineData("visibilityTimeout", "7.00:00:01")]
    [InlineData("visibilityTimeout", "-00:00:01")]
    [InlineData("maxPollingInterval", "soon")]
    [InlineData("messageEncoding", "base32")]
    [InlineData("messageEncoding", "")]
    public void QueueSetting_OutOfRange_IsRefusedWithItsKey(string key, string value)
    {
        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => Queues(key, value));

        Assert.Contains(key, fault.Message, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("batchSize", "1")]
    [InlineData("batchSize", "32")]
    [InlineData("maxDequeueCount", "1")]
    [InlineData("visibilityTimeout", "7.00:00:00")]
    [InlineData("messageEncoding", "Base64")]
    [InlineData("messageEncoding", "none")]
    public void QueueSetting_OnItsLimit_IsTaken(string key, string value) => Queues(key, value);

    [Fact]
    public void RuntimeOptions_NotSet_AreTheDefaults() =>
        Assert.Equal(
            new RuntimeOptions(Path.GetFullPath("followup-data"), TimeSpan.FromSeconds(20), "http://127.0.0.1:7071"),
            RuntimeOptions.Read(Settings()));

    [Fact]
    public void RuntimeOptions_InMemory_HaveNoFolder() =>
        Assert.Null(RuntimeOptions.Read(Settings("Runtime:InMemory", "True", "Storage:Directory", "data")).Directory);

    [Theory]
    [InlineData("Runtime:InMemory", "maybe")]
    [InlineData("Runtime:DrainSeconds", "-1")]
    [InlineData("Runtime:DrainSeconds", "1.5")]
    [InlineData("Runtime:ActivitiesMax", "0")]
    [InlineData("Runtime:ActivitiesMax", "10001")]
    [InlineData("Runtime:LiveInstancesMax", "-1")]
    [InlineData("Runtime:LiveInstancesMax", "1000001")]
    public void RuntimeOption_ThatCannotBeRead_IsRefusedWithItsKey(string key, string value) =>
        Assert.StartsWith($"{key} is '{value}'", Assert.Throws<InvalidOperationException>(() => RuntimeOptions.Read(Settings(key, value))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1", "0")]
    [InlineData("10000", "1000000")]
    public void RuntimeOptions_OfTheEngine_ReachIt(string activities, string instances)
    {
        (IHost host, _) = HostedApp.Build(b =>
        {
            b.Configuration["Runtime:ActivitiesMax"] = activities;
            b.Configuration["Runtime:LiveInstancesMax"] = instances;
        });
        using IDisposable built = host;
        DurableEngineOptions engine = host.Services.GetRequiredService<DurableEngineOptions>();

        Assert.Equal((activities, instances), ($"{engine.ActivitiesMax}", $"{engine.LiveInstancesMax}"));
    }

    [Theory]
    [InlineData("%Shop:Queue%-%Part%", "orders-late")]
    [InlineData("100%", "100%")]
    [InlineData("plain", "plain")]
    public void SettingText_HoldsTheSettings(string text, string expected) =>
        Assert.Equal(expected, new SettingText(Settings("Shop:Queue", "orders", "Part", "late")).Resolve(text));

    private static QueueSettings Queues(string key, string value) =>
        HostSettings.Read(Path.GetTempPath() + Guid.NewGuid(), Settings($"AzureFunctionsJobHost:extensions:queues:{key}", value)).Queues;

    private static IConfigurationRoot Settings(params string[] pairs) =>
        new ConfigurationBuilder().AddInMemoryCollection(pairs.Chunk(2).ToDictionary(p => p[0], string? (p) => p[1])).Build();
}
