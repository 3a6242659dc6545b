using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Tests.Contract.Hosting.Support;

/// <summary>Functions with one fault each.</summary>
public static class BadFunctions
{
    public sealed class NotPublic
    {
        [Function("run")]
        private static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
        }
    }

    public static class InternalMethod
    {
        [Function("run")]
        internal static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
        }
    }

    public abstract class Abstract
    {
        [Function("run")]
        public virtual void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => request.HttpContext.Abort();
    }

    public sealed class Generic<T>
    {
        [Function("run")]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => request.HttpContext.Abort();
    }

    public static class GenericMethod
    {
        [Function("run")]
        public static void Run<T>([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
        }
    }

    public static class Underscore
    {
        [Function("run")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest _)
        {
        }
    }

    public static class EventsInsteadOfOne
    {
        [Function("run")]
        public static void Run([EventGridTrigger] string[] told)
        {
        }
    }

    public static class OneInsteadOfEvents
    {
        [Function("run")]
        public static void Run([EventGridTrigger(IsBatched = true)] string told)
        {
        }
    }

    public static class EventAsNumber
    {
        [Function("run")]
        public static void Run([EventGridTrigger] int told)
        {
        }
    }

    public static class NoTrigger
    {
        [Function("run")]
        public static void Run(HttpRequest request)
        {
        }
    }

    public static class TwoTriggers
    {
        [Function("run")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, [TimerTrigger("* * * * * *")] TimerInfo timer)
        {
        }
    }

    public static class TwoTriggersOnOneParameter
    {
        [Function("run")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous), TimerTrigger("* * * * * *")] HttpRequest request)
        {
        }
    }

    public static class Unbindable
    {
        [Function("run")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, Uri elsewhere)
        {
        }
    }

    public static class UnbindableTrigger
    {
        [Function("run")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpContext context)
        {
        }
    }

    public static class UnbindableRouteValue
    {
        [Function("run")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "things/{id}")] HttpRequest request, Uri id)
        {
        }
    }

    public static class ValueThatTheRouteLacks
    {
        [Function("run")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "things/{key}")] HttpRequest request, string id)
        {
        }
    }

    public static class UnmarkedClient
    {
        [Function("run")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, DurableTaskClient client)
        {
        }
    }

    public static class KeyLevel
    {
        [Function("run")]
        public static void Run([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request)
        {
        }
    }

    public static class NoLevel
    {
        [Function("run")]
        public static void Run([HttpTrigger] HttpRequest request)
        {
        }
    }

    public static class NoLevelButMethods
    {
        [Function("run")]
        public static void Run([HttpTrigger("get", "post")] HttpRequest request)
        {
        }
    }

    public static class AdminRoute
    {
        [Function("run")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "Admin/users")] HttpRequest request)
        {
        }
    }

    public static class RuntimeRoute
    {
        [Function("run")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "/runtime")] HttpRequest request)
        {
        }
    }

    public static class SlashRoute
    {
        [Function("run")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "/")] HttpRequest request)
        {
        }
    }

    public static class BrokenRoute
    {
        [Function("run")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "things/{id")] HttpRequest request)
        {
        }
    }

    public static class PlainResult
    {
        [Function("run")]
        public static Task<int> Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Task.FromResult(1);
    }

    public static class BadSchedule
    {
        [Function("run")]
        public static void Run([TimerTrigger("0 60 * * * *")] TimerInfo timer)
        {
        }
    }

    public static class MissingSetting
    {
        [Function("run")]
        public static void Run([TimerTrigger("%Rank:Schedule%")] TimerInfo timer)
        {
        }
    }

    public static class TimerWithText
    {
        [Function("run")]
        public static void Run([TimerTrigger("* * * * * *")] string timer)
        {
        }
    }

    public static class OrchestratorWithText
    {
        [Function("run")]
        public static string Run([OrchestrationTrigger] string context) => context;
    }

    public static class Twins
    {
        [Function("twin")]
        public static void First([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
        }

        [Function("Twin")]
        public static void Second([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
        }
    }
}
