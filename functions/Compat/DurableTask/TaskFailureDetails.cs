namespace Microsoft.DurableTask;

/// <summary>An exception as it is kept in a history: by names and texts, since its type may be gone on replay.</summary>
/// <param name="ErrorType">Full name of the exception's type.</param>
public record TaskFailureDetails(
    string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure, IDictionary<string, object?>? Properties)
{
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <summary>True when the failed exception is of this type or derives from it; false when its type is not loaded here.</summary>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
        {
            throw new ArgumentException($"{targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));
        }

        return ErrorType == targetBaseExceptionType.FullName
            || Loaded(ErrorType).Any(targetBaseExceptionType.IsAssignableFrom);
    }

    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception is TaskFailedException { FailureDetails: { } cause }
            ? Of(exception, cause)
            : Of(exception, exception.InnerException is { } inner ? FromException(inner) : null);
    }

    private static TaskFailureDetails Of(Exception exception, TaskFailureDetails? inner) =>
        new(exception.GetType().FullName ?? exception.GetType().Name, exception.Message, exception.StackTrace, inner, null);

    private static IEnumerable<Type> Loaded(string name) =>
        AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(name)).OfType<Type>();
}
