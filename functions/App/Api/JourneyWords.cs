using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.App.Api;

/// <summary>Whether a journey enrolls customers.</summary>
internal enum JourneyState
{
    /// <summary>Its newest version does.</summary>
    Active,

    /// <summary>Its newest version cannot be read; an older one does.</summary>
    Quarantined,

    /// <summary>No version of it can be read: it enrolls nobody.</summary>
    Stopped,
}

/// <summary>What enrolls customers.</summary>
internal enum JourneyTrigger
{
    /// <summary>An order that counts.</summary>
    Order,

    /// <summary>The held rank has moved.</summary>
    RankChanged,

    /// <summary>The customer has registered.</summary>
    Registered,

    /// <summary>No order for a number of days.</summary>
    Lapsed,

    /// <summary>Something that the customer did other than buying.</summary>
    Event,

    /// <summary>The customer has added the LINE account as a friend.</summary>
    LineFriendAdded,

    /// <summary>The customer's birthday, or the month of it.</summary>
    Birthday,

    /// <summary>The day of the first order, in a later year.</summary>
    Anniversary,

    /// <summary>Some days before the customer lapses.</summary>
    BeforeLapse,

    /// <summary>A day of the shop's own calendar, once.</summary>
    Broadcast,
}

/// <summary>What a step does.</summary>
internal enum JourneyStepKind
{
    /// <summary>Sends a message.</summary>
    Send,

    /// <summary>Only waits.</summary>
    Wait,

    /// <summary>Waits for something that the customer may do.</summary>
    WaitFor,

    /// <summary>Goes one of several ways.</summary>
    Branch,

    /// <summary>Goes one of several ways by chance, to compare them.</summary>
    Split,

    /// <summary>Puts tags on the customer, or takes them off.</summary>
    Tag,

    /// <summary>Tells another program.</summary>
    Webhook,

    /// <summary>Ends the journey.</summary>
    Exit,
}

/// <summary>The words for what a journey is made of.</summary>
internal static class JourneyWords
{
    public static JourneyTrigger KindOf(Trigger trigger) => trigger switch
    {
        Trigger.OrderPlaced => JourneyTrigger.Order,
        Trigger.RankChanged => JourneyTrigger.RankChanged,
        Trigger.Registered => JourneyTrigger.Registered,
        Trigger.Lapsed => JourneyTrigger.Lapsed,
        Trigger.EventReceived => JourneyTrigger.Event,
        Trigger.LineFriendAdded => JourneyTrigger.LineFriendAdded,
        Trigger.Birthday => JourneyTrigger.Birthday,
        Trigger.Anniversary => JourneyTrigger.Anniversary,
        Trigger.BeforeLapse => JourneyTrigger.BeforeLapse,
        Trigger.Broadcast => JourneyTrigger.Broadcast,
        _ => throw new NotSupportedException(trigger.ToString()),
    };

    public static JourneyStepKind KindOf(Step step) => step switch
    {
        Step.Send { IsNotice: true } => JourneyStepKind.Webhook,
        Step.Send => JourneyStepKind.Send,
        Step.Wait => JourneyStepKind.Wait,
        Step.WaitFor => JourneyStepKind.WaitFor,
        Step.Branch => JourneyStepKind.Branch,
        Step.Split => JourneyStepKind.Split,
        Step.Tag => JourneyStepKind.Tag,
        Step.Exit => JourneyStepKind.Exit,
        _ => throw new NotSupportedException(step.ToString()),
    };
}
