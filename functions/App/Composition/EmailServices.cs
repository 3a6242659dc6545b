using FollowUpFlows.App.Settings;
using FollowUpFlows.Channels.Email.SendGrid;
using FollowUpFlows.Channels.Email.Smtp;
using FollowUpFlows.Channels.Outbox;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Sources.SendGrid;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.App.Composition;

/// <summary>The sender of e-mails that the settings name.</summary>
internal static class EmailServices
{
    /// <param name="sources">Where events of a provider may come in.</param>
    public static void Add(IServiceCollection services, EmailSettings email, IReadOnlyList<SourceSettings> sources)
    {
        AddSender(services, email, sources);
        services.AddSingleton<IChannelTest>(email switch
        {
            { From: { } from, SendGrid: { } sendGrid } => _ => new SendGridChannelTest(NewHttp(), sendGrid, from),
            { From: { } from, Smtp: { } smtp } => _ => new SmtpChannelTest(smtp, from),
            _ => s => new OutboxChannelTest(Channel.Email, s.GetRequiredService<OutboxMessages>()),
        });
    }

    private static void AddSender(IServiceCollection services, EmailSettings email, IReadOnlyList<SourceSettings> sources) => services.AddSingleton<IChannelSender>(email switch
    {
        { From: { } from, SendGrid: { } sendGrid } => _ => new SendGridSender(NewHttp(), Told(sendGrid, sources), from, TimeProvider.System),
        { From: { } from, Smtp: { } smtp } => _ => new SmtpSender(smtp, from),
        _ => s => new OutboxSender(Channel.Email, s.GetRequiredService<OutboxMessages>()),
    });

    /// <summary>Nobody waits for events that cannot come.</summary>
    private static SendGridOptions Told(SendGridOptions options, IReadOnlyList<SourceSettings> sources) =>
        options with { ToldWithin = sources.Any(s => s.Source is SendGridSource) ? SendGridOptions.DefaultToldWithin : null };

    /// <summary>For the life of the process; connections are renewed, so that a change of the provider's addresses is seen.</summary>
    private static HttpClient NewHttp() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,  // each request has one of its own
    };
}
