using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.State;
using NodaTime.Text;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>How enrollments and their choices are kept in the customer's partition. Names are kept for ever.</summary>
internal static class EnrollmentRows
{
    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static Entity Row(Enrollment enrollment) => new EntityProperties()
        .Set("EnrollmentId", enrollment.EnrollmentId)
        .Set("JourneyId", enrollment.JourneyId)
        .Set("Version", enrollment.Version)
        .Set("Plan", enrollment.Plan)
        .Set("BusinessKey", enrollment.BusinessKey)
        .Set("OrderKey", enrollment.OrderKey)
        .Set("TriggeredAt", enrollment.TriggeredAt)
        .Set("TriggeredOn", enrollment.TriggeredOn)
        .Set("EnrolledAt", enrollment.EnrolledAt)
        .Set("SendAt", enrollment.SendAt is { } sendAt ? TimeOfDay.Format(sendAt) : null)
        .Set("MovedFrom", enrollment.MovedFrom)
        .Set("AfterDay", enrollment.AfterDay)
        .Set("FromStep", enrollment.FromStep)
        .Set("WaitingSince", enrollment.WaitingSince)
        .SetJson("Passed", enrollment.Passed)
        .Set("State", enrollment.State)
        .Set("End", enrollment.End?.ToString())
        .Set("EndedAt", enrollment.EndedAt)
        .Set("GoalAt", enrollment.GoalAt)
        .Row(enrollment.CustomerId, KeyOf(enrollment.EnrollmentId));

    public static Enrollment Enrollment(Entity row) => new()
    {
        EnrollmentId = row.Text("EnrollmentId")!,
        CustomerId = row.PartitionKey,
        JourneyId = row.Text("JourneyId")!,
        Version = (int)row.Number("Version")!.Value,
        Plan = row.Text("Plan"),
        BusinessKey = row.Text("BusinessKey")!,
        OrderKey = row.Text("OrderKey"),
        TriggeredAt = row.Instant("TriggeredAt")!.Value,
        TriggeredOn = row.Day("TriggeredOn")!.Value,
        EnrolledAt = row.Instant("EnrolledAt")!.Value,
        SendAt = row.Text("SendAt") is { } sendAt ? TimeOfDay.Parse(sendAt).Value : null,
        MovedFrom = row.Text("MovedFrom"),
        AfterDay = (int?)row.Number("AfterDay"),
        FromStep = row.Text("FromStep"),
        WaitingSince = row.Instant("WaitingSince"),
        Passed = row.Json<string>("Passed"),
        State = row.Word<EnrollmentState>("State"),
        End = row.WordOrNull<EndReason>("End"),
        EndedAt = row.Instant("EndedAt"),
        GoalAt = row.Instant("GoalAt"),
    };

    public static Entity Row(string customerId, Choice choice) => new EntityProperties()
        .Set("EnrollmentId", choice.EnrollmentId)
        .Set("StepId", choice.StepId)
        .Set("Arm", choice.Arm)
        .Set("At", choice.At)
        .Set("ExperimentId", choice.ExperimentId)
        .Set("ArmId", choice.ArmId)
        .Row(customerId, KeyOf(choice));

    public static Choice Choice(Entity row) =>
        new(row.Text("EnrollmentId")!, row.Text("StepId")!, (int)row.Number("Arm")!.Value, row.Instant("At")!.Value)
        {
            ExperimentId = row.Text("ExperimentId"),
            ArmId = row.Text("ArmId"),
        };

    public static string KeyOf(Choice choice) => RowKeys.Of("choice", choice.EnrollmentId, choice.StepId);

    public static string KeyOf(string enrollmentId) => RowKeys.Of("enrollment", enrollmentId);
}
