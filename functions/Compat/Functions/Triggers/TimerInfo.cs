namespace Microsoft.Azure.Functions.Worker;

public class TimerInfo
{
    /// <summary>Null when the schedule is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>The run makes up for one or more that should have been earlier.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>All times are UTC.</summary>
public class ScheduleStatus
{
    /// <summary>The occurrence that ran last; <see langword="default"/> before the first.</summary>
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
