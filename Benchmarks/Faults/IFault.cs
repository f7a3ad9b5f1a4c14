namespace CityOps.Benchmarks.Faults;

/// <summary>Something that goes wrong under load.</summary>
interface IFault
{
    /// <summary>Of a row of the table, and for <c>--only</c>.</summary>
    string Name { get; }

    /// <summary>The cities that it can befall.</summary>
    IReadOnlyList<FaultBroker> Brokers { get; }

    /// <summary>The broker loses what it acknowledged, so the ledger is to show exactly that as missing.</summary>
    bool BrokerLoses => false;

    /// <summary>Size of the volume that the worker's data is to be on; null = any.</summary>
    int? DiskMegabytes => null;

    /// <summary>Happens from its beginning to its end; returns when everything runs again as it should.</summary>
    /// <exception cref="InvalidOperationException">It did not have the effect that it is about.</exception>
    Task BefallAsync(FaultRun run);
}
