using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FollowUpFlows.Channels.EventGrid;
using FollowUpFlows.Pipeline.Events;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Events;

/// <summary>The adapter against a topic that fails in every way.</summary>
public sealed class EventGridTopicTests
{
    private static readonly OutgoingEvent[] Two = [Event("e1", "001"), Event("e2", "002")];

    [Fact]
    public async Task Events_GoInOneRequestAsCloudEvents()
    {
        await using FakeTopic topic = new();

        await PublishAsync(topic, Two);

        TopicRequest request = Assert.Single(topic.Requests);
        Assert.StartsWith("POST /api/events?api-version=", request.Line, StringComparison.Ordinal);
        Assert.StartsWith("application/cloudevents-batch+json", request.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(["e1", "e2"], request.Events.Select(e => e.GetProperty("id").GetString()));
        JsonElement first = request.Events[0];
        Assert.Equal(
            ("1.0", "/shop", "message.sent", "customers/c1", "001", 7),
            (Text(first, "specversion"), Text(first, "source"), Text(first, "type"), Text(first, "subject"), Text(first, "sequence"),
                first.GetProperty("data").GetProperty("visit").GetInt32()));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero), first.GetProperty("time").GetDateTimeOffset());
    }

    [Theory]
    [InlineData(400, TopicFailure.Refused)]
    [InlineData(401, TopicFailure.Refused)]
    [InlineData(403, TopicFailure.Refused)]
    [InlineData(404, TopicFailure.Refused)]
    [InlineData(408, TopicFailure.Temporary)]
    [InlineData(413, TopicFailure.TooLarge)]
    [InlineData(429, TopicFailure.Temporary)]
    [InlineData(500, TopicFailure.Temporary)]
    [InlineData(503, TopicFailure.Temporary)]
    public async Task Status_SaysWhatToDo_AndIsNotRepeatedHere(int status, TopicFailure failure)
    {
        await using FakeTopic topic = new() { Manner = TopicManner.Answers, Status = status };

        EventTopicException refusal = await Assert.ThrowsAsync<EventTopicException>(() => PublishAsync(topic, Two));

        Assert.Equal((failure, null), (refusal.Failure, refusal.RetryAfter));
        Assert.Contains($"it answered {status}", refusal.Message, StringComparison.Ordinal);
        Assert.Single(topic.Requests);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task RetryAfter_InSeconds_IsPassedOn(int status)
    {
        await using FakeTopic topic = new() { Manner = TopicManner.Answers, Status = status, RetryAfter = "120" };

        EventTopicException refusal = await Assert.ThrowsAsync<EventTopicException>(() => PublishAsync(topic, Two));

        Assert.Equal(TimeSpan.FromMinutes(2), refusal.RetryAfter);
    }

    [Fact]
    public async Task RetryAfter_AsAnInstant_IsPassedOnAsTheTimeUntilThen()
    {
        string inAnHour = DateTimeOffset.UtcNow.AddHours(1).ToString("R", CultureInfo.InvariantCulture);
        await using FakeTopic topic = new() { Manner = TopicManner.Answers, RetryAfter = inAnHour };

        EventTopicException refusal = await Assert.ThrowsAsync<EventTopicException>(() => PublishAsync(topic, Two));

        Assert.InRange(refusal.RetryAfter!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Key_ThatIsWrong_IsRefusedAndNotRepeatedInTheText()
    {
        await using FakeTopic topic = new();

        EventTopicException refusal = await Assert.ThrowsAsync<EventTopicException>(
            () => EventGridTopic.Of(topic.Endpoint, "wrong-key", "/shop").PublishAsync(Two, default));

        Assert.Equal(TopicFailure.Refused, refusal.Failure);
        Assert.DoesNotContain("wrong-key", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(topic.Taken);
    }

    [Theory]
    [InlineData(nameof(TopicManner.NeverAnswers))]
    [InlineData(nameof(TopicManner.AnswersHalf))]
    public async Task Answer_ThatDoesNotComeWhole_MayBeTriedAgain(string manner)
    {
        await using FakeTopic topic = new() { Manner = Enum.Parse<TopicManner>(manner) };
        EventGridTopic publisher = EventGridTopic.Of(topic.Endpoint, FakeTopic.Key, "/shop", TimeSpan.FromSeconds(2));

        EventTopicException refusal = await Assert.ThrowsAsync<EventTopicException>(() => publisher.PublishAsync(Two, default));

        Assert.Equal(TopicFailure.Temporary, refusal.Failure);
        Assert.Single(topic.Requests);
        topic.Manner = TopicManner.Takes;
        await publisher.PublishAsync(Two, default);
        Assert.Equal(["e1", "e2", "e1", "e2"], topic.Taken.Select(e => Text(e, "id")));
    }

    [Fact]
    public async Task Topic_ThatCannotBeReached_MayBeTriedAgain()
    {
        using TcpListener gone = new(IPAddress.Loopback, 0);
        gone.Start();
        Uri endpoint = new($"http://127.0.0.1:{((IPEndPoint)gone.LocalEndpoint).Port}/api/events");
        gone.Stop();

        EventTopicException refusal = await Assert.ThrowsAsync<EventTopicException>(
            () => EventGridTopic.Of(endpoint, FakeTopic.Key, "/shop").PublishAsync(Two, default));

        Assert.Equal(TopicFailure.Temporary, refusal.Failure);
    }

    [Fact]
    public async Task Stop_WhileTheTopicIsSilent_IsNoFailureOfTheTopic()
    {
        await using FakeTopic topic = new() { Manner = TopicManner.NeverAnswers };
        using CancellationTokenSource stopping = new();
        Task publishing = EventGridTopic.Of(topic.Endpoint, FakeTopic.Key, "/shop").PublishAsync(Two, stopping.Token);
        await Hosting.Support.Eventually.TrueAsync(() => topic.Requests.Count == 1, "the topic has the request");

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publishing);
    }

    private static Task PublishAsync(FakeTopic topic, OutgoingEvent[] events) =>
        EventGridTopic.Of(topic.Endpoint, FakeTopic.Key, "/shop").PublishAsync(events, default);

    private static OutgoingEvent Event(string id, string sequence) => new(
        new DomainEvent(EventTypes.MessageSent, id, "customers/c1", new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero), """{"visit":7}"""), sequence);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
