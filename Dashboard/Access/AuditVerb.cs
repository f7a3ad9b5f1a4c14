using CityOps.Ingestion.Configuration;
using CityOps.Storage.City;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboard.Access;

/// <summary><c>--verify-audit</c>, and <c>--head=N:HASH</c> as an earlier look said it: looks at every link of the audit trail, also while the city runs. Changes nothing.</summary>
static class AuditVerb
{
    /// <summary>0: all entries hold. 1: one does not, or there is no trail. One line on the console says which, and the newest hash to keep elsewhere.</summary>
    public static async Task<int> RunAsync(CitySettings settings, string? kept, TimeProvider clock)
    {
        var head = kept is null ? null : AuditHead.Read(kept);
        if (kept is not null && head is null)
        {
            Console.WriteLine($"--head={kept}: give the number and the hash of an entry, as in 12:0c2a… with 64 digits");
            return 1;
        }

        if (!File.Exists(settings.CityFile))
        {
            Console.WriteLine($"there is no city database at {settings.CityFile}; look at Data:Path and City:Database");
            return 1;
        }

        await using var services = new ServiceCollection().AddSingleton(clock).AddCityDatabase(settings.CityFile).BuildServiceProvider();
        try
        {
            var verdict = await services.GetRequiredService<AuditTrail>().VerifyAsync(head);
            Console.WriteLine($"{verdict.Count} entries hold, newest {verdict.Count}:{Convert.ToHexStringLower(verdict.Hash)}{(verdict.Fault is null ? "" : $"; {verdict.Fault}")}");
            return verdict.Fault is null ? 0 : 1;
        }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException)
        {
            Console.WriteLine($"the audit trail cannot be read: {e.Message}");
            return 1;
        }
    }
}
