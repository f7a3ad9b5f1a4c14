using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Configuration;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Intake;

/// <summary>What intake remembers over a restart, brought back from the ledger and the journal.</summary>
sealed record IntakeMemory(IntakeDevices Devices, DuplicateWindow Duplicates)
{
    public static IntakeMemory Restore(Journal journal, Ledger ledger, IntakeSettings settings)
    {
        var rows = new DuplicateRows();
        var window = rows.Restore(journal);
        journal.Committed += batch => journal.KeepForDuplicates(rows.Add(batch.Position.Position, batch.Messages));
        return new IntakeMemory(new IntakeDevices(settings, ledger.Newest(), ledger.Devices(0).Select(view => view.Device!)), window);
    }
}
