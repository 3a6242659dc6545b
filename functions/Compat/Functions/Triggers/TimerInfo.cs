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
    /// <summary>When the run before this one began; <see langword="default"/> before the first.</summary>
    public DateTime Last { get; set; }

    /// <summary>The occurrence that this run is for.</summary>
    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
