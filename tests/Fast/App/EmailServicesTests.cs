using FollowUpFlows.App.Composition;
using FollowUpFlows.App.Settings;
using FollowUpFlows.Channels.Email;
using FollowUpFlows.Channels.Email.SendGrid;
using FollowUpFlows.Channels.Email.Smtp;
using FollowUpFlows.Channels.Outbox;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Sources.SendGrid;
using FollowUpFlows.Sources.Standard;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>Which sender the settings put into the application.</summary>
public sealed class EmailServicesTests
{
    private static readonly EmailFrom From = new("news@hana.example", "花の店", null);

    private static readonly EmailSettings SendGrid = new(From, new SendGridOptions("SG.secret", SendGridOptions.Global));

    [Fact]
    public void Add_NoProvider_IsTheOutbox() => Assert.IsType<OutboxSender>(Sender(EmailSettings.Outbox));

    [Fact]
    public void Add_Smtp_TellsNothingAfterwards()
    {
        IChannelSender sender = Sender(new EmailSettings(From, Smtp: new SmtpOptions("smtp.hana.example", 587)));
        Assert.Equal((null, null), (Assert.IsType<SmtpSender>(sender).RepeatableFor, sender.ToldWithin));
    }

    /// <summary>Whoever waits for events that nobody sends waits in vain.</summary>
    [Fact]
    public void Add_SendGrid_WaitsForEventsOnlyWhereTheyComeIn()
    {
        IChannelSender told = Sender(SendGrid, new SourceSettings("sendgrid-main", new SendGridSource(), ["key"]));
        IChannelSender untold = Sender(SendGrid, new SourceSettings("shop", new StandardSource(), ["key"]));
        Assert.IsType<SendGridSender>(told);
        Assert.Equal((TimeSpan.FromHours(1), null), (told.ToldWithin, untold.ToldWithin));
        Assert.Null(told.RepeatableFor);
    }

    private static IChannelSender Sender(EmailSettings settings, params SourceSettings[] sources)
    {
        ServiceCollection services = new();
        services.AddSingleton<IEntityTables>(new TestTables()).AddSingleton<OutboxMessages>();
        EmailServices.Add(services, settings, sources);
        IChannelSender sender = Assert.Single(services.BuildServiceProvider().GetServices<IChannelSender>());
        Assert.Equal(Channel.Email, sender.Channel);
        return sender;
    }
}
