using System.Linq.Expressions;
using System.Reflection;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Calls a method with values in boxes, compiled once, and awaits whatever it returns.</summary>
internal sealed class MethodCall
{
    private readonly Func<object?, object?[], object?> call;
    private readonly Func<object?, Task<object?>> settle;

    public MethodCall(MethodInfo method)
    {
        call = Compile(method);
        settle = Settler(method.ReturnType);
    }

    /// <param name="instance">Null for a static method.</param>
    public Task<object?> InvokeAsync(object? instance, object?[] arguments) => settle(call(instance, arguments));

    /// <summary>The type inside a task, else the type itself; <c>void</c> for a bare task.</summary>
    public static Type ResultType(Type returnType) =>
        returnType == typeof(Task) || returnType == typeof(ValueTask) ? typeof(void)
        : IsOf(returnType, typeof(Task<>)) || IsOf(returnType, typeof(ValueTask<>)) ? returnType.GetGenericArguments()[0]
        : returnType;

    private static Func<object?, object?[], object?> Compile(MethodInfo method)
    {
        ParameterExpression instance = Expression.Parameter(typeof(object));
        ParameterExpression arguments = Expression.Parameter(typeof(object?[]));
        IEnumerable<Expression> values = method.GetParameters().Select((p, i) =>
            Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), p.ParameterType));
        Expression? target = method.IsStatic ? null : Expression.Convert(instance, method.DeclaringType!);
        Expression body = Expression.Call(target, method, values);
        Expression result = method.ReturnType == typeof(void)
            ? Expression.Block(body, Expression.Constant(null))
            : Expression.Convert(body, typeof(object));
        return Expression.Lambda<Func<object?, object?[], object?>>(result, instance, arguments).Compile();
    }

    private static Func<object?, Task<object?>> Settler(Type returnType)
    {
        if (returnType == typeof(Task))
        {
            return async task =>
            {
                await (Task)task!;
                return null;
            };
        }

        if (returnType == typeof(ValueTask))
        {
            return async task =>
            {
                await (ValueTask)task!;
                return null;
            };
        }

        string? awaiter = IsOf(returnType, typeof(Task<>)) ? nameof(AwaitTask)
            : IsOf(returnType, typeof(ValueTask<>)) ? nameof(AwaitValueTask)
            : null;
        return awaiter is null
            ? Task.FromResult
            : typeof(MethodCall).GetMethod(awaiter, BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(returnType.GetGenericArguments())
                .CreateDelegate<Func<object?, Task<object?>>>();
    }

    private static async Task<object?> AwaitTask<T>(object? task) => await (Task<T>)task!;

    private static async Task<object?> AwaitValueTask<T>(object? task) => await (ValueTask<T>)task!;

    private static bool IsOf(Type type, Type generic) => type.IsGenericType && type.GetGenericTypeDefinition() == generic;
}
