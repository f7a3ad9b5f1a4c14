using Microsoft.Extensions.Logging;

namespace CityOps.Tests.Storage.Telemetry.Embedded;

/// <summary>Counts what was logged as an error.</summary>
sealed class CountingLogger : ILogger
{
    int errors;

    public int Errors => Volatile.Read(ref errors);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error)
        {
            Interlocked.Increment(ref errors);
        }
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;
}
