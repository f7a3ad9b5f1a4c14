namespace CityOps.Ingestion.Mqtt;

/// <summary>
/// Connections of one client id begin and end one after the other. The library's server forgets by id what ends: a connection that
/// ends while the client's next one begins would take that one, or its session, with it, and the device would wait for
/// acknowledgements that never come.
/// </summary>
sealed class ConnectionTurns
{
    // Ids share turns, so that nothing is kept of those that come once. A turn lasts as long as the server takes for its tables.
    readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for the turn of an id, and has it until the answer is released.</summary>
    public async Task<SemaphoreSlim> TakeAsync(string clientId, CancellationToken cancellationToken)
    {
        var turn = _turns[(uint)clientId.GetHashCode(StringComparison.Ordinal) % _turns.Length];
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        return turn;
    }
}
