namespace CityOps.Ingestion.Mqtt;

/// <summary>
/// Another program uses our client id at the broker. Whoever connects last gets the session, so the one that was thrown out ends:
/// both would throw each other out for ever.
/// </summary>
public sealed class SessionTakenOverException(string clientId, string broker) : Exception(
    $"Another program took over the session '{clientId}' at the broker {broker}, so this one ends. Only one may ingest: stop one of them, " +
    "or give it another Broker:ClientId if it serves another city.");
