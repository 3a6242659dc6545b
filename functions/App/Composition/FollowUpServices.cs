using FollowUpFlows.App.Access;
using FollowUpFlows.App.Settings;
using FollowUpFlows.App.Templates;
using FollowUpFlows.App.Time;
using FollowUpFlows.Channels.Outbox;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics.Reports;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Sources;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Composition;

/// <summary>Puts the product together.</summary>
internal static class FollowUpServices
{
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static void AddFollowUpFlows(this FunctionsApplicationBuilder builder)
    {
        // The log of requests has their paths, and so the tokens of customers' links.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        AddSettingsFile(builder.Configuration);
        AppSettings settings = AppSettings.Read(new SettingsReader(builder.Configuration), SourceKinds.All);
        IServiceCollection services = builder.Services;
        AddClocks(services, settings.Clock);
        StorageServices.Add(services, settings.Storage);
        if (settings.Storage.Provider == StorageProvider.InMemory)
        {
            builder.Configuration["Runtime:InMemory"] = "true";  // orchestrations that outlive their customers would run into nothing
        }

        StageServices.Add(services, settings.Shop);
        services.AddSingleton<FactMarks>();  // a shop that is only simulated keeps no facts
        LinkSettings links = settings.Links.WithKey();
        AddOutside(services, settings, links);
        AddCertificates(services, settings.Certificates);
        EventServices.Add(services, settings.Events);
        AddApi(services, settings, links, builder.Configuration);
        services.AddHostedService<StartUp>();
        services.AddSingleton(TemplateFolder.Shipped);
        services.AddSingleton(SharedSettings.Of(builder.Configuration));
    }

    /// <summary>The file in the data folder is the weakest source: environment and command line win over it.</summary>
    private static void AddSettingsFile(ConfigurationManager configuration)
    {
        string directory = Path.GetFullPath(configuration[StorageSettings.DirectoryName] ?? StorageSettings.DefaultDirectory);
        if (Directory.Exists(directory))
        {
            JsonConfigurationSource file = new() { Path = Path.Combine(directory, "settings.json"), Optional = true };
            file.ResolveFileProvider();
            ((IConfigurationBuilder)configuration).Sources.Insert(0, file);
        }
    }

    private static void AddClocks(IServiceCollection services, ClockSettings settings)
    {
        ScaledClock shop = new(settings.IsReal ? null : settings.Start ?? TimeProvider.System.GetUtcNow(), settings.Speed, TimeProvider.System);
        services.AddKeyedSingleton<TimeProvider>(Clocks.ShopClockKey, shop);
        services.AddSingleton(new Clocks(shop, TimeProvider.System) { Speed = settings.IsReal ? 1 : settings.Speed });
        services.AddHostedService(s => new ClockRecorder(
            shop, settings, s.GetRequiredService<IEntityTables>(), TimeProvider.System, s.GetRequiredService<ILogger<ClockRecorder>>()));
        services.AddSingleton(new RealPace(TimeProvider.System));
    }

    /// <summary>What only a shop that runs has: webhooks, links, rendered messages and the channels that take them.</summary>
    private static void AddOutside(IServiceCollection services, AppSettings settings, LinkSettings links)
    {
        services.AddSingleton(new ShopSources(settings.Sources));
        ShopApiServices.Add(services, settings.Sources);
        services.AddSingleton(new PublicLinks(links.BaseUrl, links.Key, links.PreviousKeys)).AddSingleton(links.Tracking).AddSingleton<FollowLink>();
        services.AddSingleton<IExports>(new ExportFolder(Path.Combine(settings.Storage.Directory, ExportFolder.Name)));
        services.AddSingleton<IReaction, ReactWithoutStart>();
        services.AddSingleton<ICustomerReach, CustomerReach>().AddSingleton<IMessageRendering, MessageRendering>();
        services.AddSingleton<OutboxMessages>().AddSingleton<IMessageCopies>(s => s.GetRequiredService<OutboxMessages>());
        EmailServices.Add(services, settings.Email, settings.Sources);
        LineServices.Add(services, settings.Line);
        WebhookServices.Add(services, settings.Webhooks);
        services.AddSingleton(s => new ChannelSenders(
            s.GetServices<IChannelSender>().Select(c => new WatchedSender(c, s.GetRequiredService<ILogger<WatchedSender>>()))));
    }

    internal static void AddCertificates(IServiceCollection services, CertificateSettings settings)
    {
        services.AddSingleton(new CertificateKey(settings.Key));
        services.AddSingleton<AuditCustomer>().AddSingleton<AuditDay>().AddSingleton<EnrolledDays>();
        services.AddSingleton<CertificateStore>().AddSingleton<CertificateChain>().AddSingleton<ReadCertificates>();
        services.AddSingleton<VerifyCertificate>().AddSingleton<IssueCertificate>().AddSingleton<IssueDueCertificates>().AddSingleton<CountInside>().AddSingleton<CountStanding>().AddSingleton<MoveInside>();
    }

    private static void AddApi(IServiceCollection services, AppSettings settings, LinkSettings links, ConfigurationManager configuration)
    {
        bool isHosted = FunctionsHost.IsPresent(Environment.GetEnvironmentVariable);
        bool isPublic = !links.BaseUrl.IsLoopback  // a proxy brings the public in, and may not say so in its headers
            || !AccessRule.IsThisMachineAlone(configuration["urls"]);
        configuration["Runtime:Exposed"] = isPublic ? "true" : "false";  // events need a key then, too
        ApiServices.Add(services, new AccessRule(settings.ApiKeys, settings.SignIn, isHosted || isPublic), settings.SignIn, links);
    }
}
