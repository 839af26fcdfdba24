package dev.shida.edition;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "source")
class SourceRow {
    @Id
    String name;

    String digest;

    SourceRow() {}

    SourceRow(String name, String digest) {
        this.name = name;
        this.digest = digest;
    }
}
