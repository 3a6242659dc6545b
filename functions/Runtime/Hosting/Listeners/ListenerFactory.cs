using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Makes a listener for every function that waits for a queue or a timer.</summary>
internal sealed class ListenerFactory(
    IServiceProvider services,
    FunctionCatalog catalog,
    FunctionInvoker invoker,
    HostSettings settings,
    SettingText texts,
    ILoggerFactory loggers)
{
    /// <exception cref="InvalidOperationException">There are queue functions, but no client for queues.</exception>
    public IReadOnlyList<ITriggerListener> Create() =>
    [
        .. catalog.TriggeredBy<QueueTriggerAttribute>().Select(f => QueueListener(f.Function, texts.Resolve(f.Trigger.QueueName))),
        .. catalog.TriggeredBy<TimerTriggerAttribute>().Select(f => TimerListener(f.Function, texts.Resolve(f.Trigger.Schedule))),
    ];

    private QueueListener QueueListener(EmbeddedFunction function, string queueName)
    {
        QueueServiceClient service = services.GetService<QueueServiceClient>()
            ?? throw new InvalidOperationException(
                $"Function '{function.Name}' waits for the queue '{queueName}', but there are no queues: " +
                $"register an {typeof(QueueServiceClient).FullName}.");
        QueueClient queue = service.GetQueueClient(queueName);
        ILogger logger = loggers.CreateLogger<QueueListener>();
        MessageHandler handler = new(
            function, queue, PoisonQueue.Of(queueName, service), settings.Queues, invoker, services.SystemClock(), logger);
        return new QueueListener(function, queue, settings.Queues, handler, logger);
    }

    private TimerListener TimerListener(EmbeddedFunction function, string schedule) => new(
        function,
        CronSchedule.Parse(schedule),
        services.GetRequiredService<ITimerStatusStore>(),
        new RetryingInvoker(invoker, services.SystemClock(), loggers.CreateLogger<RetryingInvoker>()),
        services.ShopClock(),
        loggers.CreateLogger<TimerListener>());
}
