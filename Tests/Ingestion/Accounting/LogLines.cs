using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CityOps.Tests.Ingestion.Accounting;

/// <summary>Keeps what is logged.</summary>
class LogLines : ILogger
{
    public ConcurrentQueue<(LogLevel Level, string Message)> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((logLevel, formatter(state, exception)));
}

sealed class LogLines<T> : LogLines, ILogger<T>;
