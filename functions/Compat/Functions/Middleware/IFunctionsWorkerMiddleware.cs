namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Wraps every invocation. One instance serves the whole process: take scoped services from the context.</summary>
public interface IFunctionsWorkerMiddleware
{
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
