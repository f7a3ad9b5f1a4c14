namespace CityOps.Benchmarks.Rig;

/// <summary>A new empty folder that goes with whoever made it.</summary>
sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("cityops-rig-").FullName;

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
