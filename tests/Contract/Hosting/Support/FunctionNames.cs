using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Tests.Contract.Hosting.Support;

/// <summary>Names on both sides of what a host takes: a letter, then up to 127 letters, digits, '_' or '-', and not 'host'.</summary>
public static class FunctionNames
{
    private const string Sixteen = "abcdefghijklmnop";
    private const string Longest = Sixteen + Sixteen + Sixteen + Sixteen + Sixteen + Sixteen + Sixteen + Sixteen;

    public static class Good
    {
        [Function("a")]
        public static void One([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
        }

        [Function("Z9_-")]
        public static void EveryKind([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
        }

        [Function("hosts")]
        public static void Hosts([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
        }

        [Function(Longest)]
        public static void Lengthy([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
        }
    }

    public static class Bad
    {
        [Function("")]
        public static void Empty([TimerTrigger("* * * * * *")] TimerInfo timer)
        {
        }

        [Function("Host")]
        public static void Host([TimerTrigger("* * * * * *")] TimerInfo timer)
        {
        }

        [Function("9a")]
        public static void Digit([TimerTrigger("* * * * * *")] TimerInfo timer)
        {
        }

        [Function("_a")]
        public static void Underscore([TimerTrigger("* * * * * *")] TimerInfo timer)
        {
        }

        [Function("a b")]
        public static void Space([TimerTrigger("* * * * * *")] TimerInfo timer)
        {
        }

        [Function("a.b")]
        public static void Dot([TimerTrigger("* * * * * *")] TimerInfo timer)
        {
        }

        [Function("注文")]
        public static void Japanese([TimerTrigger("* * * * * *")] TimerInfo timer)
        {
        }

        [Function("a\n")]
        public static void LineEnd([TimerTrigger("* * * * * *")] TimerInfo timer)
        {
        }

        [Function(Longest + "q")]
        public static void Lengthy([TimerTrigger("* * * * * *")] TimerInfo timer)
        {
        }
    }
}
